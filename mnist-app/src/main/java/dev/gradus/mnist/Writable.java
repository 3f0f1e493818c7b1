package dev.gradus.mnist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether something can be written, by trying: permissions alone do not tell. */
final class Writable {
  private Writable() {}

  /**
   * Tries whether a file can be written, once missing folders around it are made.
   *
   * @throws UncheckedIOException if it cannot
   */
  static void requireFile(Path file) {
    requireNoFolder(file);
    Path absolute = file.toAbsolutePath();
    requireFolder(file, absolute.getParent() == null ? absolute : absolute.getParent());
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
   * Tries whether a folder takes new files; if it is missing, whether it can be made.
   *
   * @param wanted what the user wants to write, for the message
   * @param folder where it would go
   * @throws UncheckedIOException if it does not
   */
  static void requireFolder(Path wanted, Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      boolean missing = !Files.exists(existing);
      throw cannot(wanted, existing + (missing ? " does not exist" : " is not a folder"), null);
    }
    try {
      Files.delete(Files.createTempFile(existing, ".mnist-", ".probe"));
    } catch (IOException e) {
      throw cannot(wanted, existing + " takes no new files", e);
    }
  }

  /**
   * Makes the folders around a file that are missing.
   *
   * @throws UncheckedIOException if they cannot be made
   */
  static void makeFoldersOf(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().normalize().getParent());
    } catch (IOException e) {
      throw cannot(file, "its folder cannot be made", e);
    }
  }

  private static UncheckedIOException cannot(Path wanted, String reason, IOException e) {
    IOException cause = e == null ? new IOException(reason) : e;
    return new UncheckedIOException("cannot write " + wanted + ": " + reason, cause);
  }
}
