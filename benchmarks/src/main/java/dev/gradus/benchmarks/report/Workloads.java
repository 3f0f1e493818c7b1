package dev.gradus.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of Gradus beside other libraries. */
final class Workloads {
  private static final String SECTION = "peers";
  private static final String VECTOR = "Gradus vector";

  private Workloads() {}

  /** A training: seconds, and how many times longer than Gradus, round by round. */
  static Table training(Results results, String workload) {
    Table table =
        new Table()
            .row(
                workload,
                "threads",
                "seconds",
                "samples/s",
                "times Gradus's, same threads",
                "accuracy",
                "peak MB");
    results
        .all(SECTION, "train_s", "workload", workload)
        .forEach(
            seconds -> {
              String library = seconds.parameter("library");
              String threads = seconds.parameter("threads");
              table.row(
                  library,
                  threads,
                  Numbers.spread(seconds),
                  median(results, "samples_per_s", workload, library, threads),
                  library.equals(VECTOR)
                      ? ""
                      : find(results, "train_s", workload, VECTOR, threads)
                          .map(ours -> Numbers.spread(seconds.over(ours)))
                          .orElse(""),
                  find(results, "accuracy", workload, library, threads)
                      .map(m -> String.format(Locale.ROOT, "%.4f", m.median()))
                      .orElse(""),
                  median(results, "peak_rss_mb", workload, library, threads));
            });
    return table;
  }

  /** Inference. */
  static Table inference(Results results) {
    Table table =
        new Table()
            .row(
                "W4",
                "threads",
                "one image, µs",
                "99th percentile, µs",
                "batch 256, images/s",
                "Gradus: times the speed, one image",
                "batch 256");
    results
        .all(SECTION, "b1_median_us", "workload", "W4")
        .forEach(
            one -> {
              String library = one.parameter("library");
              String threads = one.parameter("threads");
              Optional<Measurement> block =
                  find(results, "b256_samples_per_s", "W4", library, threads);
              table.row(
                  library,
                  threads,
                  Numbers.spread(one),
                  median(results, "b1_p99_us", "W4", library, threads),
                  block.map(Numbers::spread).orElse(""),
                  find(results, "b1_median_us", "W4", VECTOR, threads)
                      .map(ours -> Numbers.spread(one.over(ours)))
                      .orElse(""),
                  find(results, "b256_samples_per_s", "W4", VECTOR, threads)
                      .flatMap(ours -> block.map(ours::over))
                      .map(Numbers::spread)
                      .orElse(""));
            });
    return table;
  }

  /** Products: GFLOP/s of each library. */
  static Table products(Results results) {
    Set<String> libraries =
        results
            .all(SECTION, "gflops")
            .map(m -> m.parameter("library"))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> shapes =
        results
            .all(SECTION, "gflops")
            .map(m -> m.parameter("product"))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> header = new ArrayList<>(List.of("A·B, GFLOP/s, one thread"));
    header.addAll(libraries);
    Table table = new Table().row(header.toArray(String[]::new));
    for (String shape : shapes) {
      List<String> row = new ArrayList<>(List.of(shape.replace("x", " × ")));
      for (String library : libraries) {
        row.add(
            results
                .find(SECTION, "gflops", "product", shape, "library", library)
                .map(Numbers::spread)
                .orElse(""));
      }
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private static Optional<Measurement> find(
      Results results, String figure, String workload, String library, String threads) {
    return results.find(
        SECTION, figure, "workload", workload, "library", library, "threads", threads);
  }

  private static String median(
      Results results, String figure, String workload, String library, String threads) {
    return find(results, figure, workload, library, threads)
        .map(m -> Numbers.of(m.median()))
        .orElse("");
  }
}
