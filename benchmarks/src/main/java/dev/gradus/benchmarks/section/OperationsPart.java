package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.List;

/** Operations element by element, reductions, losses, updates. */
final class OperationsPart implements Part {
  private static final List<String> ON_ALL = List.of("vector", "nd4j", "ejml");

  @Override
  public List<Measurement> measure(Bench bench) {
    List<Measurement> all = new ArrayList<>();
    JmhPlan plan =
        JmhPlan.of("Elementwise|Reductions|Losses|Updates", 1, bench.quick() ? 1 : 5, 40)
            .with("optimizer", "sgd,momentum,adam")
            .with("shape", "128x512");
    for (String backend : ON_ALL) {
      bench.notes().accept("operations, " + backend);
      all.addAll(bench.jdk().jmh(List.of(), plan.on(backend, "f32", "1")));
    }
    if (!bench.quick()) {
      bench.notes().accept("operations, vector in f64 and on more threads");
      all.addAll(bench.jdk().jmh(List.of(), plan.on("vector", "f64", "1")));
      all.addAll(
          bench
              .jdk()
              .jmh(
                  List.of(),
                  plan.with("shape", "1024x1024").on("vector", "f32", bench.allThreads())));
    }
    return all;
  }
}
