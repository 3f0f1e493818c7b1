package dev.gradus.nn.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A point of a {@link SearchSpace}: the hyperparameters of one trial. Immutable.
 *
 * @param trial its number, 1 for the first
 * @param values by name, in the order of the space; {@code Double}, {@code Integer} or {@code
 *     String} each; copied
 */
public record Point(int trial, Map<String, Object> values) {
  /** Copies the values. */
  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * A number.
   *
   * @param name of a dimension of numbers
   * @return its value
   * @throws IllegalArgumentException if there is none of that name, or it is a text
   */
  public double number(String name) {
    return value(name, Number.class, "a number").doubleValue();
  }

  /**
   * A whole number.
   *
   * @param name of a {@link Dimension.Whole}
   * @return its value
   * @throws IllegalArgumentException if there is none of that name, or it is of another kind
   */
  public int whole(String name) {
    return value(name, Integer.class, "a whole number");
  }

  /**
   * Any value as text, which Java reads back as the same value.
   *
   * @param name of a dimension
   * @return its value
   * @throws IllegalArgumentException if there is none of that name
   */
  public String text(String name) {
    return value(name, Object.class, "a value").toString();
  }

  private <T> T value(String name, Class<T> type, String kind) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "point: expected %s '%s', got %s among %s"
              .formatted(kind, name, value == null ? "none" : "'" + value + "'", values.keySet()));
    }
    return type.cast(value);
  }
}
