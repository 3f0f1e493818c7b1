package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.GrowthRecipes;
import dev.gradus.benchmarks.report.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The time of a step as width, batch and depth grow. */
final class GrowthPart implements Part {
  private static final int SOME_MEGABYTES = 100;
  private static final List<Integer> DATA_MEGABYTES = List.of(SOME_MEGABYTES, 300, 1000);

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
    List<Measurement> all =
        new ArrayList<>(
            bench
                .jdk()
                .jmh(
                    List.of(),
                    plan.vary("recipe", recipes.stream().distinct().toList())
                        .on("vector", "f32", "1")));
    all.addAll(data(bench));
    return all;
  }

  /** Memory of a pass over more and more data, with the heap of the app. */
  private static List<Measurement> data(Bench bench) {
    List<Measurement> all = new ArrayList<>();
    for (int megabytes : bench.quick() ? List.of(SOME_MEGABYTES) : DATA_MEGABYTES) {
      bench.notes().accept("a pass over " + megabytes + " MB");
      Path folder = bench.scratch().resolve("big");
      BigData.write(folder, megabytes);
      try {
        Map<String, Object> figures =
            bench
                .jdk()
                .benchmarks(
                    List.of("-Xmx512m"),
                    List.of("workload", "ONE_PASS", "--mnist", folder.toString()))
                .run()
                .json();
        for (String name : List.of("peak_rss_mb", "own_mb", "file_mb", "samples_per_s")) {
          all.add(
              new Measurement(
                  name,
                  Map.of("data", String.valueOf(megabytes)),
                  name.endsWith("mb") ? "MB" : "samples/s",
                  List.of(((Number) figures.get(name)).doubleValue())));
        }
      } finally {
        BigData.delete(folder);
      }
    }
    return all;
  }
}
