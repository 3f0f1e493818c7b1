package dev.gradus.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers and plain words as one line of JSON. */
final class JsonLine {
  private JsonLine() {}

  static String of(Map<?, ?> values) {
    return values.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\": " + value(entry.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> nested) {
      return of(nested);
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.4f", number);
    }
    return value instanceof Number ? value.toString() : "\"" + value + "\"";
  }
}
