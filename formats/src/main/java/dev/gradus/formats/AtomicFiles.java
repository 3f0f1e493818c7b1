package dev.gradus.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files so that readers see the old content or the new, never a part: into a temporary file
 * of the same folder, forced to the disk, then renamed. After a failure the old file is as it was
 * and nothing is left behind.
 *
 * <p>Thread-safe; of several writers of one file the last to finish wins.
 */
public final class AtomicFiles {
  /** What a file is to contain. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the content.
     *
     * @param out buffered; closed by the caller
     * @throws IOException if it cannot be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFiles() {}

  /**
   * Writes bytes.
   *
   * @param file replaced if it exists; its folder must exist
   * @param bytes the new content; not modified
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /**
   * Writes text as UTF-8.
   *
   * @param file replaced if it exists; its folder must exist
   * @param text the new content
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes what the content writes.
   *
   * @param file replaced if it exists; its folder must exist
   * @param content the new content; its unchecked exceptions pass through
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Content content) {
    try (Staged staged = stage(file, content)) {
      staged.commit();
    }
  }

  /** Writes the temporary file only, so that several files can be renamed close together. */
  static Staged stage(Path file, Content content) {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw IoErrors.cannot("write", file, new IOException("is a folder"));
    }
    if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
      throw IoErrors.cannot(
          "write", file, new IOException("no such folder: " + target.getParent()));
    }
    // Not Files.createTempFile, whose files nobody but the owner may read, even after the rename.
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Staged staged = new Staged(file, target, temporary);
    try {
      writeForced(temporary, content);
    } catch (IOException e) {
      staged.close();
      throw IoErrors.cannot("write", file, e);
    } catch (RuntimeException | Error e) {
      staged.close();
      throw e;
    }
    return staged;
  }

  /** Writes a new file that is on the disk when this returns; its name need not be. */
  static void writeForced(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Makes the names in a folder durable, where the system lets a folder be opened. */
  static void forceNames(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // Windows opens no folders; the file is in place either way.
    }
  }

  /** A temporary file that becomes the real one when it is committed, or is removed. */
  static final class Staged implements AutoCloseable {
    private final Path file;
    private final Path target;
    private final Path temporary;

    private Staged(Path file, Path target, Path temporary) {
      this.file = file;
      this.target = target;
      this.temporary = temporary;
    }

    void commit() {
      try {
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw IoErrors.cannot("write", file, e);
      }
      forceNames(target.getParent());
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        return; // The error that led here says more.
      }
    }
  }
}
