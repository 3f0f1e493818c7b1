package dev.gradus.formats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object whose members are asked for by name and kind; one that is missing or of another
 * kind is an {@link IllegalArgumentException} of one line.
 */
record JsonObject(Map<String, Object> members) {
  static JsonObject of(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new LinkedHashMap<>();
      map.forEach((key, member) -> members.put((String) key, member));
      return new JsonObject(members);
    }
    throw unexpected(name, "an object", value);
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  JsonObject object(String name) {
    return of(name, members.get(name));
  }

  List<?> list(String name) {
    if (members.get(name) instanceof List<?> list) {
      return list;
    }
    throw unexpected(name, "a list", members.get(name));
  }

  String text(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw unexpected(name, "a text", members.get(name));
  }

  int integer(String name) {
    return integer(name, members.get(name));
  }

  static int integer(String name, Object value) {
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw unexpected(name, "an integer", value);
  }

  long count(String name) {
    if (members.get(name) instanceof Long count && count >= 0) {
      return count;
    }
    throw unexpected(name, "an integer from 0", members.get(name));
  }

  /** A number as {@link #number(double)} writes it. */
  double number(String name) {
    Object value = members.get(name);
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    for (double special : List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN)) {
      if (Double.toString(special).equals(value)) {
        return special;
      }
    }
    throw unexpected(name, "a number", value);
  }

  List<Double> numbers(String name) {
    List<?> list = list(name);
    if (!list.stream().allMatch(Number.class::isInstance)) {
      throw unexpected(name, "a list of numbers", list);
    }
    return list.stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  /** A number, or the text that stands for one that JSON has not: NaN and the infinities. */
  static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  private static IllegalArgumentException unexpected(String name, String expected, Object found) {
    return new IllegalArgumentException(
        "'%s': expected %s, found %s".formatted(name, expected, found));
  }
}
