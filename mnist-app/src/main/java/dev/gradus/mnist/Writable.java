package dev.gradus.mnist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether something can be written, by trying: permissions alone do not tell. */
final class Writable {
  private Writable() {}

  /**
   * Tries whether a file can be written.
   *
   * @throws UncheckedIOException if it cannot
   */
  static void requireFile(Path file) {
    requireNoFolder(file);
    requireFolder(file, file.toAbsolutePath().getParent());
  }

  /**
   * Makes sure that no folder is in the place of a file.
   *
   * @throws UncheckedIOException if one is
   */
  static void requireNoFolder(Path file) {
    if (Files.isDirectory(file)) {
      throw cannot(file, "it is a folder", null);
    }
  }

  /**
   * Tries whether a folder takes new files.
   *
   * @param wanted what the user wants to write, for the message
   * @param folder where it would go
   * @throws UncheckedIOException if it does not
   */
  static void requireFolder(Path wanted, Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      boolean missing = folder == null || !Files.exists(folder);
      throw cannot(wanted, folder + (missing ? " does not exist" : " is not a folder"), null);
    }
    try {
      Files.delete(Files.createTempFile(folder, ".mnist-", ".probe"));
    } catch (IOException e) {
      throw cannot(wanted, folder + " takes no new files", e);
    }
  }

  private static UncheckedIOException cannot(Path wanted, String reason, IOException e) {
    IOException cause = e == null ? new IOException(reason) : e;
    return new UncheckedIOException("cannot write " + wanted + ": " + reason, cause);
  }
}
