package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.List;

/** Training steps of three networks. */
final class StepsPart implements Part {
  static final List<String> RECIPES =
      List.of("784-50-10/100/sgd", "784-512-512-10/128/adam", "784-2048-2048-10/256/sgd");

  @Override
  public List<Measurement> measure(Bench bench) {
    bench.notes().accept("training steps");
    JmhPlan plan = JmhPlan.of("TrainingStep", bench.rounds(), 2, 150);
    List<Measurement> all = new ArrayList<>();
    List<String> recipes = bench.some(RECIPES);
    JmhPlan vector = plan.vary("recipe", recipes);
    all.addAll(bench.jdk().jmh(List.of(), vector.on("vector", "f32", bench.allThreads())));
    all.addAll(bench.jdk().jmh(List.of(), vector.on("vector", "f64", bench.allThreads())));
    JmhPlan others = plan.vary("recipe", recipes.subList(0, 2));
    all.addAll(bench.jdk().jmh(List.of(), others.on("nd4j", "f32", "1")));
    all.addAll(bench.jdk().jmh(List.of(), others.on("ejml", "f32", "1")));
    return all;
  }
}
