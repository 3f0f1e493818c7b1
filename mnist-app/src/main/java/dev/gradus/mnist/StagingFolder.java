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
import java.util.stream.Stream;

/**
 * A hidden folder for files that are not to be seen before all of them are there. It goes when it
 * is closed; an {@link Interruption} around it keeps the JVM from ending before that.
 */
final class StagingFolder implements AutoCloseable {
  private final Path path;

  private StagingFolder(Path path) {
    this.path = path;
  }

  /** Makes one; the folder around it is made if it is missing. */
  static StagingFolder in(Path home, Path name) throws IOException {
    Files.createDirectories(home);
    // Not a temporary folder of java.nio, which nobody but its owner may read, even when renamed.
    StagingFolder staging =
        new StagingFolder(home.resolve("." + name + "." + UUID.randomUUID() + ".tmp"));
    Files.createDirectory(staging.path);
    return staging;
  }

  Path path() {
    return path;
  }

  /** Gives the folder its real name, unless there is something of that name. */
  boolean becomes(Path target) throws IOException {
    try {
      Files.move(path, target);
      return true;
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return false;
    }
  }

  /** Moves the files over those of the same names; none, if a folder is in the place of one. */
  void moveFilesTo(Path target) throws IOException {
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

  @Override
  public void close() {
    try {
      if (Files.isDirectory(path)) {
        for (Path file : files()) {
          Files.deleteIfExists(file);
        }
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // What made the run fail says more than this would.
    }
  }
}
