package dev.gradus.benchmarks.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Made-up figures. */
final class Figures {
  private Figures() {}

  static Measurement figure(String name, String parameters, Double... values) {
    Map<String, String> map = new LinkedHashMap<>();
    Arrays.stream(parameters.split(" "))
        .filter(pair -> !pair.isEmpty())
        .forEach(pair -> map.put(pair.split("=")[0], pair.split("=")[1].replace('_', ' ')));
    return new Measurement(name, map, "unit", List.of(values));
  }

  static Results results(String section, Measurement... measurements) {
    Map<String, Results.Section> sections = new LinkedHashMap<>();
    sections.put(
        section,
        new Results.Section(Map.of("commit", "abc", "seconds", 90L), List.of(measurements)));
    return new Results(Map.of("cpu", "Abacus 3"), sections);
  }
}
