package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.List;

/** Predictions through the public call, and a small network beside loops written by hand. */
final class InferencePart implements Part {
  private static final String SMALL = "6-64-8-4/1/sgd";
  private static final List<String> WIDE =
      List.of("784-512-512-10/256/sgd", "784-512-512-10/1/sgd");

  @Override
  public List<Measurement> measure(Bench bench) {
    bench.notes().accept("inference");
    int rounds = bench.quick() ? 1 : 5;
    List<Measurement> all = new ArrayList<>();
    JmhPlan small = JmhPlan.of("Predictions", rounds, 2, 100).with("recipe", SMALL);
    JmhPlan wide = JmhPlan.of("Predictions.predict", rounds, 2, 100).vary("recipe", WIDE);
    all.addAll(bench.jdk().jmh(List.of(), small.on("vector", "f32", "1")));
    for (String precision : List.of("f32", "f64")) {
      all.addAll(bench.jdk().jmh(List.of(), wide.on("vector", precision, bench.allThreads())));
    }
    for (String backend : List.of("nd4j", "ejml")) {
      all.addAll(bench.jdk().jmh(List.of(), small.on(backend, "f32", "1")));
      all.addAll(bench.jdk().jmh(List.of(), wide.on(backend, "f32", "1")));
    }
    return all;
  }
}
