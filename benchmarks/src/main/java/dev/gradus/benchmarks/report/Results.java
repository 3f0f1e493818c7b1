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
 * All figures of a machine on a day. Figures are compared within a section only, and a section is
 * measured as a whole.
 *
 * @param about the machine
 * @param sections by name, in order
 */
public record Results(Map<String, Object> about, Map<String, Section> sections) {
  private static final String SECTIONS = "sections";

  /**
   * What was measured together.
   *
   * @param about when, of which commit, on which JDKs
   * @param measurements in the order of measuring
   */
  public record Section(Map<String, Object> about, List<Measurement> measurements) {
    private static final String MEASUREMENTS = "measurements";

    /**
     * From an object of JSON.
     *
     * @param json what {@link #toJson} gave
     * @return the section
     */
    public static Section of(Map<String, Object> json) {
      Map<String, Object> about = new LinkedHashMap<>(json);
      List<Measurement> measurements = new ArrayList<>();
      for (Object item : (List<?>) about.remove(MEASUREMENTS)) {
        measurements.add(Measurement.of((Map<?, ?>) item));
      }
      return new Section(about, measurements);
    }

    /**
     * As an object of JSON.
     *
     * @return what is known of it, and its figures
     */
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>(about);
      json.put(MEASUREMENTS, measurements.stream().map(Measurement::toJson).toList());
      return json;
    }
  }

  /**
   * Reads a file.
   *
   * @param file written by {@link #write}
   * @return what it holds
   */
  @SuppressWarnings("unchecked") // names in JSON are texts
  public static Results read(Path file) {
    Map<String, Object> about = new LinkedHashMap<>(Json.read(file));
    Map<String, Section> sections = new LinkedHashMap<>();
    ((Map<String, Object>) about.remove(SECTIONS))
        .forEach((name, json) -> sections.put(name, Section.of((Map<String, Object>) json)));
    return new Results(about, sections);
  }

  /**
   * Writes a file.
   *
   * @param file replaced if it exists
   */
  public void write(Path file) {
    Map<String, Object> json = new LinkedHashMap<>(about);
    Map<String, Object> inside = new LinkedHashMap<>();
    sections.forEach((name, section) -> inside.put(name, section.toJson()));
    json.put(SECTIONS, inside);
    Json.write(file, json);
  }

  /**
   * The figures of a name that have these parameters.
   *
   * @param section where to look
   * @param name what was measured
   * @param pairs names and values of parameters in turn
   * @return in the order of measuring; none if the section was not measured
   */
  public Stream<Measurement> all(String section, String name, String... pairs) {
    Section one = sections.get(section);
    return one == null
        ? Stream.of()
        : one.measurements().stream().filter(m -> m.name().equals(name) && m.has(pairs));
  }

  /**
   * The first of {@link #all}.
   *
   * @param section where to look
   * @param name what was measured
   * @param pairs names and values of parameters in turn
   * @return empty if it was not measured
   */
  public Optional<Measurement> find(String section, String name, String... pairs) {
    return all(section, name, pairs).findFirst();
  }
}
