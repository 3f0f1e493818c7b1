package dev.gradus.formats;

import java.io.Serial;

/**
 * A file is missing, damaged, or not what it should be. The message is one line: the file, then
 * what is wrong with it.
 */
public final class MalformedFileException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * The exception.
   *
   * @param file the file's path, or a resource's name
   * @param problem what is wrong
   */
  public MalformedFileException(String file, String problem) {
    this(file, problem, null);
  }

  /**
   * The exception.
   *
   * @param file the file's path, or a resource's name
   * @param problem what is wrong
   * @param cause what was caught; may be null
   */
  public MalformedFileException(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
