package dev.gradus.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what java.nio says with class names. */
final class IoErrors {
  private IoErrors() {}

  static UncheckedIOException cannot(String verb, Object file, IOException e) {
    return new UncheckedIOException("cannot " + verb + " " + file + ": " + reason(e), e);
  }

  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException missing) {
      return "no such file or folder: " + missing.getFile();
    }
    if (e instanceof NotDirectoryException other) {
      return "not a folder: " + other.getFile();
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : firstLine(reason);
  }

  /** Error messages are one line, whatever a library put into its own. */
  static String firstLine(String message) {
    return message == null ? "no reason given" : message.lines().findFirst().orElse("");
  }
}
