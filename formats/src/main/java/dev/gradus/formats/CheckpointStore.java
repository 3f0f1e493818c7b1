package dev.gradus.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of checkpoints, each a folder of files with their checksums. A checkpoint is written
 * under a hidden name, forced to the disk, and renamed; one that goes away is renamed first. So a
 * process that dies leaves whole checkpoints, and hidden leftovers that the next save removes.
 *
 * <p>For one process at a time.
 */
final class CheckpointStore {
  private static final Pattern NAME = Pattern.compile("\\.?checkpoint-(\\d{12,18})(\\.\\w+)?");
  private static final String PARTIAL = ".partial";
  private static final String OLD = ".old";

  private final Path folder;
  private final Set<String> files;

  /** Those that were written or verified before, so that no save reads them again. */
  private final Set<Path> intact = new HashSet<>();

  CheckpointStore(Path folder, Set<String> files) {
    this.folder = folder;
    this.files = files;
  }

  static long iteration(Path checkpoint) {
    Matcher name = NAME.matcher(checkpoint.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalStateException("no checkpoint: " + checkpoint);
    }
    return Long.parseLong(name.group(1));
  }

  /** All checkpoints, damaged ones too, the newest first. */
  List<Path> newestFirst() {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try {
        found.addAll(named("checkpoint-*", ""));
        for (Path old : named(".checkpoint-*", OLD)) {
          if (isReplaced(old)) {
            found.add(old);
          }
        }
      } catch (IOException e) {
        throw IoErrors.cannot("read", folder, e);
      }
    }
    found.sort(Comparator.comparingLong(CheckpointStore::iteration).reversed());
    return found;
  }

  private List<Path> named(String glob, String extension) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, glob)) {
      for (Path path : all) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (name.matches() && extension.equals(name.group(2) == null ? "" : name.group(2))) {
          found.add(path);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Whether the process died when this one had made room for another, not yet in its place. */
  private boolean isReplaced(Path old) {
    return !Files.exists(path(iteration(old))) && isIntact(old);
  }

  Path path(long iteration) {
    return folder.resolve("checkpoint-%012d".formatted(iteration));
  }

  private static Path hidden(Path checkpoint, String extension) {
    return checkpoint.resolveSibling("." + checkpoint.getFileName() + extension);
  }

  /** Compares every file with its checksum. */
  void verify(Path checkpoint) {
    intact.remove(checkpoint);
    Checksums.verify(checkpoint, files);
    intact.add(checkpoint);
  }

  private boolean isIntact(Path checkpoint) {
    try {
      if (!intact.contains(checkpoint)) {
        verify(checkpoint);
      }
      return true;
    } catch (MalformedFileException e) {
      return false;
    }
  }

  /**
   * Adds a checkpoint, or replaces that of the same iteration. After a failure all others are as
   * they were.
   *
   * @throws UncheckedIOException if it cannot be written
   * @throws IllegalStateException if there is an intact one of a later iteration
   */
  void save(long iteration, Map<String, AtomicFiles.Content> contents) {
    Path target = path(iteration);
    Path partial = hidden(target, PARTIAL);
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new NotDirectoryException(folder.toString());
      }
      Files.createDirectories(folder);
      removeLeftovers();
      requireLatest(iteration);
      write(partial, contents);
      rename(partial, target);
    } catch (IOException e) {
      tryToRemove(partial);
      throw IoErrors.cannot("save", target, e);
    } catch (RuntimeException | Error e) {
      tryToRemove(partial);
      throw e;
    }
    intact.add(target);
  }

  private void removeLeftovers() throws IOException {
    for (Path partial : named(".checkpoint-*", PARTIAL)) {
      remove(partial);
    }
    for (Path old : named(".checkpoint-*", OLD)) {
      if (isReplaced(old)) {
        move(old, path(iteration(old)));
      } else {
        remove(old);
      }
    }
  }

  /** A later one would be taken for the newest of this training. */
  private void requireLatest(long iteration) {
    for (Path path : newestFirst()) {
      if (iteration(path) > iteration && isIntact(path)) {
        throw new IllegalStateException(
            ("checkpoint: expected no later one than iteration %d in %s, found %s; resume that"
                    + " training, remove its checkpoints, or choose another folder")
                .formatted(iteration, folder, path.getFileName()));
      }
    }
  }

  private static void write(Path partial, Map<String, AtomicFiles.Content> contents)
      throws IOException {
    Files.createDirectory(partial);
    Map<String, String> sums = new LinkedHashMap<>();
    for (Map.Entry<String, AtomicFiles.Content> file : contents.entrySet()) {
      MessageDigest digest = Checksums.sha256();
      AtomicFiles.writeForced(
          partial.resolve(file.getKey()),
          out -> {
            OutputStream summed = new DigestOutputStream(out, digest);
            file.getValue().writeTo(summed);
          });
      sums.put(file.getKey(), Checksums.hex(digest));
    }
    AtomicFiles.writeForced(
        partial.resolve(Checksums.FILE), out -> out.write(Checksums.list(sums)));
    AtomicFiles.forceNames(partial);
  }

  private void rename(Path partial, Path target) throws IOException {
    Path old = hidden(target, OLD);
    boolean replaces = Files.exists(target);
    if (replaces) {
      move(target, old);
    }
    move(partial, target);
    AtomicFiles.forceNames(folder);
    if (replaces) {
      tryToRemove(old);
    }
  }

  private void move(Path from, Path to) throws IOException {
    intact.remove(from);
    intact.remove(to);
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Removes all but the newest that are intact. What cannot be read or removed stays.
   *
   * @param kept how many stay
   * @param warn is told what could not be removed
   */
  void removeAllBut(int kept, Consumer<String> warn) {
    int found = 0;
    for (Path path : newestFirst()) {
      try {
        if (found < kept && isIntact(path)) {
          found++;
        } else {
          Path old = hidden(path, OLD);
          move(path, old);
          remove(old);
        }
      } catch (IOException e) {
        warn.accept(IoErrors.cannot("remove", path, e).getMessage());
      } catch (UncheckedIOException e) {
        warn.accept(e.getMessage());
      }
    }
  }

  /** Removes a folder of files, or a link to one; folders inside it are not ours. */
  private static void remove(Path checkpoint) throws IOException {
    if (Files.isSymbolicLink(checkpoint)) {
      Files.delete(checkpoint);
      return;
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(checkpoint)) {
      for (Path file : inside) {
        Files.delete(file);
      }
    }
    Files.delete(checkpoint);
  }

  private static void tryToRemove(Path checkpoint) {
    try {
      if (Files.exists(checkpoint)) {
        remove(checkpoint);
      }
    } catch (IOException e) {
      return; // The next save tries again, and the error that led here says more.
    }
  }
}
