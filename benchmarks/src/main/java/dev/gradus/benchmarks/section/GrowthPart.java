package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.GrowthRecipes;
import dev.gradus.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.List;

/** The time of a step as width, batch and depth grow. */
final class GrowthPart implements Part {
  @Override
  public List<Measurement> measure(Bench bench) {
    bench.notes().accept("growth");
    JmhPlan plan = JmhPlan.of("TrainingStep", bench.quick() ? 1 : 2, 2, 100);
    List<String> recipes = new ArrayList<>();
    for (GrowthRecipes axis : GrowthRecipes.values()) {
      for (int size : bench.some(axis.sizes())) {
        recipes.add(axis.recipe(size));
      }
    }
    return bench
        .jdk()
        .jmh(
            List.of(),
            plan.vary("recipe", recipes.stream().distinct().toList()).on("vector", "f32", "1"));
  }
}
