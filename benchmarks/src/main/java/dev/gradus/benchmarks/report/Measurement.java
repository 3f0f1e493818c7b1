package dev.gradus.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One figure, measured several times.
 *
 * @param name what was measured
 * @param parameters of what: backend, precision, threads, shape; in order
 * @param unit of the values
 * @param values in the order of measuring; figures of the same rounds have equal indices
 */
public record Measurement(
    String name, Map<String, String> parameters, String unit, List<Double> values) {
  /**
   * One figure.
   *
   * @throws IllegalArgumentException without any value
   */
  public Measurement {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + ": expected at least one value, got none");
    }
    parameters = new LinkedHashMap<>(parameters);
    values = List.copyOf(values);
  }

  /**
   * The value in the middle.
   *
   * @return the mean of the two middle ones, if their number is even
   */
  public double median() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The least value.
   *
   * @return in {@code unit}
   */
  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /**
   * The greatest value.
   *
   * @return in {@code unit}
   */
  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /**
   * Whether it has these parameters.
   *
   * @param pairs names and values in turn
   * @return whether each of them is equal
   */
  public boolean has(String... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (!Objects.equals(parameters.get(pairs[i]), pairs[i + 1])) {
        return false;
      }
    }
    return true;
  }

  /**
   * A parameter.
   *
   * @param parameter its name
   * @return its value, empty if there is none
   */
  public String parameter(String parameter) {
    return parameters.getOrDefault(parameter, "");
  }

  /**
   * This figure over another, round by round.
   *
   * @param other measured in the same rounds
   * @return the ratios; where one has more rounds than the other, of the rounds that both have
   */
  public Measurement over(Measurement other) {
    int count = Math.min(values.size(), other.values.size());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ratios.add(values.get(i) / other.values.get(i));
    }
    return new Measurement(name, parameters, "times", ratios);
  }

  /**
   * Round by round the lesser of two figures.
   *
   * @param other measured in the same rounds
   * @return of the rounds that both have
   */
  public Measurement lesser(Measurement other) {
    int count = Math.min(values.size(), other.values.size());
    List<Double> less = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      less.add(Math.min(values.get(i), other.values.get(i)));
    }
    return new Measurement(name, parameters, unit, less);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("parameters", parameters);
    json.put("unit", unit);
    json.put("median", rounded(median()));
    json.put("min", rounded(min()));
    json.put("max", rounded(max()));
    json.put("count", values.size());
    json.put("values", values.stream().map(Measurement::rounded).toList());
    return json;
  }

  /** Six digits: more than any clock here gives. */
  private static double rounded(double value) {
    return value == 0 || !Double.isFinite(value)
        ? value
        : Double.parseDouble(String.format(Locale.ROOT, "%.5e", value));
  }

  static Measurement of(Map<?, ?> json) {
    Map<String, String> parameters = new LinkedHashMap<>();
    ((Map<?, ?>) json.get("parameters"))
        .forEach((name, value) -> parameters.put(name.toString(), value.toString()));
    List<Double> values =
        ((List<?>) json.get("values")).stream().map(v -> ((Number) v).doubleValue()).toList();
    return new Measurement(
        json.get("name").toString(), parameters, json.get("unit").toString(), values);
  }
}
