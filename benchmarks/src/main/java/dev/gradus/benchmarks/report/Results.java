package dev.gradus.benchmarks.report;

import dev.gradus.formats.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All figures of one run.
 *
 * @param about the machine, the JDKs, the commit, the time
 * @param measurements in the order of measuring
 */
public record Results(Map<String, Object> about, List<Measurement> measurements) {
  private static final String MEASUREMENTS = "measurements";

  /**
   * Reads a file.
   *
   * @param file written by {@link #write}
   * @return what it holds
   */
  public static Results read(Path file) {
    Map<String, Object> about = new LinkedHashMap<>(Json.read(file));
    List<Measurement> measurements = new ArrayList<>();
    for (Object item : (List<?>) about.remove(MEASUREMENTS)) {
      measurements.add(Measurement.of((Map<?, ?>) item));
    }
    return new Results(about, measurements);
  }

  /**
   * Writes a file.
   *
   * @param file replaced if it exists
   */
  public void write(Path file) {
    Map<String, Object> json = new LinkedHashMap<>(about);
    json.put(MEASUREMENTS, measurements.stream().map(Measurement::toJson).toList());
    Json.write(file, json);
  }

  /**
   * The figures of a name that have these parameters.
   *
   * @param name what was measured
   * @param pairs names and values of parameters in turn
   * @return in the order of measuring
   */
  public Stream<Measurement> all(String name, String... pairs) {
    return measurements.stream().filter(m -> m.name().equals(name) && m.has(pairs));
  }

  /**
   * The first of {@link #all}.
   *
   * @param name what was measured
   * @param pairs names and values of parameters in turn
   * @return empty if it was not measured
   */
  public Optional<Measurement> find(String name, String... pairs) {
    return all(name, pairs).findFirst();
  }

  /**
   * What is known of the run.
   *
   * @param key such as {@code cpu}
   * @return a text, empty if it is unknown
   */
  public String about(String key) {
    return String.valueOf(about.getOrDefault(key, ""));
  }
}
