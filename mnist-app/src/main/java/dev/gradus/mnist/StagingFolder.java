package dev.gradus.mnist;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A hidden folder for files that are not to be seen before all of them are there. It goes when it
 * is closed, and when the user breaks the program off; never in the middle of a move.
 */
final class StagingFolder implements AutoCloseable {
  /** A writer makes folders that are missing, so what is deleted under its hands may come back. */
  private static final long WRITER_SECONDS = 5;

  private final Path path;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread cleaner = new Thread(this::breakOff, "staging-cleaner");
  private boolean brokenOff;

  private StagingFolder(Path path) {
    this.path = path;
  }

  /** Makes one; the folder around it is made if it is missing. */
  static StagingFolder in(Path home, Path name) throws IOException {
    Files.createDirectories(home);
    // Not a temporary folder of java.nio, which nobody but its owner may read, even when renamed.
    StagingFolder staging =
        new StagingFolder(home.resolve("." + name + "." + UUID.randomUUID() + ".tmp"));
    Runtime.getRuntime().addShutdownHook(staging.cleaner);
    try {
      Files.createDirectory(staging.path);
    } catch (IOException e) {
      staging.close();
      throw e;
    }
    return staging;
  }

  Path path() {
    return path;
  }

  /** Gives the folder its real name, unless there is something of that name. */
  synchronized boolean becomes(Path target) throws IOException {
    requireWanted();
    try {
      Files.move(path, target);
      return true;
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return false;
    }
  }

  /** Moves the files over those of the same names; none, if a folder is in the place of one. */
  synchronized void moveFilesTo(Path target) throws IOException {
    requireWanted();
    List<Path> files = files();
    for (Path file : files) {
      Path place = target.resolve(file.getFileName());
      if (Files.isDirectory(place)) {
        throw new IOException(place + " is a folder");
      }
    }
    for (Path file : files) {
      replace(target.resolve(file.getFileName()), file);
    }
  }

  private static void replace(Path place, Path file) throws IOException {
    try {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      // Its message begins with the hidden folder, which means nothing to the user.
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException(place + ": " + reason, e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }

  private void requireWanted() throws IOException {
    if (brokenOff) {
      throw new IOException("the program was broken off while it wrote " + path);
    }
  }

  /**
   * What the user's Ctrl-C starts: nothing is moved any more, and all goes after the last write.
   */
  void breakOff() {
    synchronized (this) {
      brokenOff = true;
    }
    try {
      if (!closed.await(WRITER_SECONDS, TimeUnit.SECONDS)) {
        delete();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void delete() {
    try {
      while (Files.isDirectory(path)) {
        deleteOnce();
      }
    } catch (IOException e) {
      // What made the run fail says more than this would.
    }
  }

  private void deleteOnce() throws IOException {
    for (Path file : files()) {
      Files.deleteIfExists(file);
    }
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // Broken off, while the writer had begun another file: once more.
    }
  }

  @Override
  public void close() {
    delete();
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook runs anyway.
    }
  }
}
