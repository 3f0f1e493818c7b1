package dev.gradus.mnist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where a run leaves its results: all of them at the end, or nothing. They are written into a
 * hidden folder beside their place and then renamed, so that a run that fails or is broken off
 * leaves no half of itself.
 */
final class RunFolder {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss", Locale.ROOT);

  private final Path folder;
  private final boolean numbered;

  private RunFolder(Path folder, boolean numbered) {
    this.folder = folder;
    this.numbered = numbered;
  }

  /** Writes the results. */
  @FunctionalInterface
  interface Writer {
    /** Writes all of them into a folder, which exists. */
    void writeInto(Path folder);
  }

  /** The folder that the user named; files in it that are written again are replaced. */
  static RunFolder at(Path folder) {
    return new RunFolder(folder, false);
  }

  /** A folder named after the time; if it is taken, with a number. */
  static RunFolder ofTime(Path runs, LocalDateTime time) {
    return new RunFolder(runs.resolve(NAME.format(time)), true);
  }

  /**
   * Makes sure, before anybody waits for results, that they can be written.
   *
   * @throws UncheckedIOException if they cannot
   */
  void requireWritable() {
    Writable.requireFolder(folder, folder);
    if (!numbered) {
      RunFiles.NAMES.forEach(name -> Writable.requireNoFolder(folder.resolve(name)));
    }
  }

  /**
   * Makes the folder before the results are there, for what is written while training goes on.
   *
   * @return the folder, which exists
   * @throws UncheckedIOException if it cannot be made
   */
  RunFolder made() {
    try {
      Path target = folder;
      for (int number = 2; numbered && !isNew(target); number++) {
        target = folder.resolveSibling(folder.getFileName() + "-" + number);
      }
      return at(Files.createDirectories(target));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Makes a folder unless there is something of that name. */
  private static boolean isNew(Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    try {
      Files.createDirectory(target);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** A file of the folder. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes the results and puts them in place.
   *
   * @param writer writes them
   * @return where they are
   * @throws UncheckedIOException if they cannot be written
   */
  Path publish(Writer writer) {
    Path target = folder.toAbsolutePath().normalize();
    boolean fillsIt = !numbered && Files.isDirectory(target);
    try (StagingFolder staging =
        StagingFolder.in(fillsIt ? target : target.getParent(), target.getFileName())) {
      writer.writeInto(staging.path());
      if (!fillsIt) {
        return moveFolder(staging);
      }
      staging.moveFilesTo(target);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  private Path moveFolder(StagingFolder staging) throws IOException {
    Path target = folder;
    int number = 1;
    while (!staging.becomes(target)) {
      if (!numbered) {
        throw new FileAlreadyExistsException(target.toString());
      }
      number++;
      target = folder.resolveSibling(folder.getFileName() + "-" + number);
    }
    return target;
  }
}
