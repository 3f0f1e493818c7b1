package dev.gradus.formats;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON as plain Java: ordered maps, lists, strings, {@code Long}, {@code Double}, {@code Boolean},
 * null. Reads strictly (RFC 8259), refuses duplicate names and deep nesting.
 */
final class JsonText {
  private static final int DEEPEST_NESTING = 64;
  private static final Pattern PLACE = Pattern.compile(" at line (\\d+) column (\\d+) path ");

  private JsonText() {}

  /** Parses one object; the message of the exception says what is wrong, on one line. */
  static Map<String, Object> parseObject(byte[] utf8) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8 text", e);
    }
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(DEEPEST_NESTING);
    try {
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new IllegalArgumentException("not a JSON object");
      }
      Map<String, Object> object = readObject(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("text after the JSON object");
      }
      return object;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new IllegalArgumentException("not JSON" + reason(e), e);
    }
  }

  /** Without the library's advice to its own callers, which does not help a reader of files. */
  private static String reason(Exception e) {
    String line = IoErrors.firstLine(e.getMessage());
    Matcher place = PLACE.matcher(line);
    if (!place.find()) {
      return ": " + line;
    }
    String problem = line.substring(0, place.start());
    return " (line %s, column %s)".formatted(place.group(1), place.group(2))
        + (problem.startsWith("Use JsonReader") ? "" : ": " + problem);
  }

  private static Object read(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> readObject(reader);
      case BEGIN_ARRAY -> readArray(reader);
      case STRING -> reader.nextString();
      case NUMBER -> number(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield null;
      }
      default -> throw new IllegalStateException("unexpected " + reader.peek());
    };
  }

  private static Object number(String text) {
    if (text.chars().allMatch(c -> c == '-' || Character.isDigit(c))) {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) { // beyond a long, such as 1 and 19 zeros
        return Double.valueOf(text);
      }
    }
    return Double.valueOf(text);
  }

  private static List<Object> readArray(JsonReader reader) throws IOException {
    List<Object> list = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      list.add(read(reader));
    }
    reader.endArray();
    return list;
  }

  private static Map<String, Object> readObject(JsonReader reader) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (map.containsKey(name)) {
        throw new IllegalArgumentException("duplicate name '" + name + "'");
      }
      map.put(name, read(reader));
    }
    reader.endObject();
    return map;
  }

  /** Writes a map; pretty with two spaces and a line end, or compact. */
  static String write(Map<String, ?> object, boolean pretty) {
    StringWriter text = new StringWriter();
    try {
      JsonWriter writer = new JsonWriter(text);
      writer.setStrictness(Strictness.STRICT);
      writer.setHtmlSafe(false);
      writer.setIndent(pretty ? "  " : "");
      write(writer, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pretty ? text.append('\n').toString() : text.toString();
  }

  private static void write(JsonWriter writer, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      writer.beginObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        writer.name(String.valueOf(entry.getKey()));
        write(writer, entry.getValue());
      }
      writer.endObject();
    } else if (value instanceof Iterable<?> items) {
      writer.beginArray();
      for (Object item : items) {
        write(writer, item);
      }
      writer.endArray();
    } else if (value instanceof Number number) {
      writer.value(Double.isFinite(number.doubleValue()) ? number : null);
    } else if (value instanceof Boolean flag) {
      writer.value(flag.booleanValue());
    } else if (value instanceof CharSequence || value instanceof Enum<?>) {
      writer.value(value.toString());
    } else if (value == null) {
      writer.nullValue();
    } else {
      throw new IllegalArgumentException(
          "JSON: expected a map, list, text, number, boolean or null, got a "
              + value.getClass().getName());
    }
  }
}
