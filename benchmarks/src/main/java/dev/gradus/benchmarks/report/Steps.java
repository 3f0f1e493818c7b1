package dev.gradus.benchmarks.report;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of operations, steps, predictions and starts. */
final class Steps {
  private static final double NANOS_IN_A_MICRO = 1e3;

  private Steps() {}

  /** Microseconds of a step and of a prediction. */
  static Table of(Results results, String section, String name) {
    Table table = new Table().row(name, "backend", "precision", "threads", "µs", "samples/s");
    results
        .all(section, name)
        .filter(m -> !m.parameter("recipe").isEmpty())
        .forEach(
            m -> {
              double batch = Double.parseDouble(m.parameter("recipe").split("/")[1]);
              table.row(
                  m.parameter("recipe"),
                  m.parameter("backend"),
                  m.parameter("precision"),
                  m.parameter("threads"),
                  Numbers.spread(micros(m)),
                  Numbers.of(batch / m.median() * 1e9));
            });
    return table;
  }

  static Measurement micros(Measurement m) {
    return new Measurement(
        m.name(),
        m.parameters(),
        "µs",
        m.values().stream().map(nanos -> nanos / NANOS_IN_A_MICRO).toList());
  }

  /** The small network beside loops. */
  static Table small(Results results) {
    Table table = new Table().row("6-64-8-4, one sample, f32, ns", "predict", "by hand", "ratio");
    results
        .all("inference", "predict", "recipe", "6-64-8-4/1/sgd")
        .forEach(
            predict -> {
              Optional<Measurement> byHand =
                  results.find(
                      "inference",
                      "byHand",
                      "recipe",
                      predict.parameter("recipe"),
                      "backend",
                      predict.parameter("backend"),
                      "precision",
                      predict.parameter("precision"));
              table.row(
                  predict.parameter("backend"),
                  Numbers.spread(predict),
                  byHand.map(Numbers::spread).orElse(""),
                  byHand.map(hand -> Numbers.spread(predict.over(hand))).orElse(""));
            });
    return table;
  }

  /** Samples a second on one thread and on more. */
  static Table threads(Results results) {
    Table table =
        new Table().row("training", "precision", "1 thread, samples/s", "2 threads", "times 1");
    results
        .all("steps", "step", "backend", "vector", "threads", "1")
        .forEach(
            one ->
                results
                    .all(
                        "steps",
                        "step",
                        "backend",
                        "vector",
                        "recipe",
                        one.parameter("recipe"),
                        "precision",
                        one.parameter("precision"))
                    .filter(more -> !more.has("threads", "1"))
                    .forEach(
                        more -> {
                          double batch = Double.parseDouble(one.parameter("recipe").split("/")[1]);
                          table.row(
                              one.parameter("recipe"),
                              one.parameter("precision"),
                              Numbers.of(batch / one.median() * 1e9),
                              Numbers.of(batch / more.median() * 1e9),
                              Numbers.spread(one.over(more)));
                        }));
    return table;
  }

  /** Operations: microseconds on each backend. */
  static Table operations(Results results) {
    Table table =
        new Table()
            .row(
                "µs, f32, one thread",
                "vector",
                "nd4j",
                "ejml",
                "vector f64",
                "vector, 1024×1024",
                "2 threads");
    Set<String> names =
        results.sections().containsKey("operations")
            ? results.sections().get("operations").measurements().stream()
                .map(m -> m.name() + (" " + m.parameter("optimizer")).stripTrailing())
                .collect(Collectors.toCollection(LinkedHashSet::new))
            : Set.of();
    for (String name : names) {
      table.row(
          name,
          cell(results, name, "vector", "f32", "1", "128x512"),
          cell(results, name, "nd4j", "f32", "1", "128x512"),
          cell(results, name, "ejml", "f32", "1", "128x512"),
          cell(results, name, "vector", "f64", "1", "128x512"),
          cell(results, name, "vector", "f32", "1", "1024x1024"),
          cell(results, name, "vector", "f32", "2", "1024x1024"));
    }
    return table;
  }

  private static String cell(
      Results results,
      String nameAndOptimizer,
      String backend,
      String precision,
      String threads,
      String shape) {
    String[] words = nameAndOptimizer.split(" ");
    return results
        .all("operations", words[0], "backend", backend, "precision", precision)
        .filter(m -> m.has("threads", threads))
        .filter(
            m ->
                words.length == 1
                    ? m.has("shape", shape)
                    : m.has("optimizer", words[1]) && shape.equals("128x512"))
        .findFirst()
        .map(m -> Numbers.spread(micros(m)))
        .orElse("");
  }

  /** Whole processes. */
  static Table start(Results results) {
    Table table = new Table().row("from the shell", "", "");
    if (results.sections().containsKey("start")) {
      results
          .sections()
          .get("start")
          .measurements()
          .forEach(m -> table.row(m.name(), Numbers.spread(m), m.unit()));
    }
    return table;
  }

  /** Memory against data. */
  static Table data(Results results) {
    Table table =
        new Table().row("MB of images", "peak MB", "own MB at the end", "MB of files", "samples/s");
    results
        .all("growth", "peak_rss_mb")
        .forEach(
            peak -> {
              String data = peak.parameter("data");
              table.row(
                  data,
                  Numbers.spread(peak),
                  atData(results, "own_mb", data),
                  atData(results, "file_mb", data),
                  atData(results, "samples_per_s", data));
            });
    return table;
  }

  private static String atData(Results results, String name, String data) {
    return results.find("growth", name, "data", data).map(Numbers::spread).orElse("");
  }
}
