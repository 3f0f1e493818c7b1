package dev.gradus.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Bytes with a name: a file, or a resource on the class path.
 *
 * <pre>{@code
 * Source file = Source.of(Path.of("train-labels-idx1-ubyte.gz"));
 * Source resource = Source.resource(App.class, "data/train-labels-idx1-ubyte.gz");
 * }</pre>
 */
public final class Source {
  /** Opens the bytes anew each time. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Opens the bytes.
     *
     * @return a new stream, which the reader closes
     * @throws IOException if they cannot be opened
     */
    InputStream open() throws IOException;
  }

  private final String name;
  private final Opener opener;
  private final Path file;

  private Source(String name, Opener opener, Path file) {
    this.name = name;
    this.opener = opener;
    this.file = file;
  }

  /**
   * Bytes from anywhere.
   *
   * @param name what errors call them
   * @param opener opens them
   * @return the source
   */
  public static Source of(String name, Opener opener) {
    return new Source(name, opener, null);
  }

  /**
   * A file.
   *
   * @param file its path; need not exist yet
   * @return the source
   */
  public static Source of(Path file) {
    return new Source(
        file.toString(),
        () -> {
          if (!Files.exists(file)) {
            throw new MalformedFileException(file.toString(), "no such file");
          }
          if (Files.isDirectory(file)) {
            throw new MalformedFileException(file.toString(), "is a folder, expected a file");
          }
          return Files.newInputStream(file);
        },
        file);
  }

  /**
   * A resource on the class path.
   *
   * @param owner the class beside which it lies
   * @param name relative to the owner's package, or absolute from {@code /}
   * @return the source
   */
  public static Source resource(Class<?> owner, String name) {
    return new Source(
        "resource " + name,
        () -> {
          InputStream stream = owner.getResourceAsStream(name);
          if (stream == null) {
            throw new MalformedFileException("resource " + name, "no such resource");
          }
          return stream;
        },
        null);
  }

  /**
   * What errors call it.
   *
   * @return a path or a resource's name
   */
  public String name() {
    return name;
  }

  /** The file that it is, if it is one. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Opens the bytes.
   *
   * @return a new stream; close it
   * @throws MalformedFileException if there is nothing of that name
   * @throws UncheckedIOException if it cannot be opened
   */
  public InputStream open() {
    try {
      return opener.open();
    } catch (IOException e) {
      throw IoErrors.cannot("read", name, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
