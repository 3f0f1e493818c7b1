package dev.gradus.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * JSON files as plain maps and lists. Thread-safe.
 *
 * <pre>{@code
 * Map<String, Object> summary = new LinkedHashMap<>();
 * summary.put("testAccuracy", 0.9712);
 * summary.put("iterations", 10_000);
 * Json.write(Path.of("summary.json"), summary);
 * }</pre>
 */
public final class Json {
  private static final int LARGEST_FILE = 16 << 20;

  private Json() {}

  /**
   * Writes an object, indented by two spaces, atomically.
   *
   * @param file replaced if it exists
   * @param object names in order; values are maps, lists, texts, enum constants, numbers, booleans
   *     and nulls; NaN and the infinities, which JSON has not, become null
   * @throws IllegalArgumentException for a value of another kind; nothing is written
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Map<String, ?> object) {
    AtomicFiles.write(file, JsonText.write(object, true));
  }

  /**
   * Reads an object of at most 16 MiB, strictly: no comments, no duplicate names.
   *
   * @param file the file
   * @return names in order; values are maps, lists, strings, {@code Long}, {@code Double}, {@code
   *     Boolean} and nulls
   * @throws MalformedFileException if it is missing or holds no JSON object
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, Object> read(Path file) {
    byte[] bytes;
    try (InputStream in = Source.of(file).open()) {
      bytes = in.readNBytes(LARGEST_FILE + 1);
    } catch (IOException e) {
      throw IoErrors.cannot("read", file, e);
    }
    if (bytes.length > LARGEST_FILE) {
      throw new MalformedFileException(
          file.toString(), "more than " + LARGEST_FILE + " bytes, the most that JSON may have");
    }
    try {
      return JsonText.parseObject(bytes);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(file.toString(), e.getMessage(), e);
    }
  }
}
