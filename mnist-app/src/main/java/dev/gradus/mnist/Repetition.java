package dev.gradus.mnist;

import dev.gradus.formats.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The same training with several seeds, one after the other.
 *
 * @param first the training with the first seed
 * @param count how many
 */
record Repetition(TrainingRun first, int count) {
  /** Trains into a folder of each seed; the numbers of all of them into the folder around. */
  Map<String, Object> into(RunFolder folder) {
    RunFolder around = folder.made();
    List<Summary> summaries = new ArrayList<>();
    for (int i = 0; i < count && !(i > 0 && first.interruption().isWanted()); i++) {
      first.screen().print(i == 0 ? "" : System.lineSeparator());
      TrainingRun run = first.withSeed(first.plan().course().seed() + i);
      RunFolder own = RunFolder.at(around.resolve("seed-" + run.plan().course().seed()));
      summaries.add(run.into(own).summary());
    }
    Map<String, Object> numbers = numbers(summaries);
    Map<String, Object> settings = new LinkedHashMap<>(first.settings());
    settings.put("repeat", count);
    around.publish(
        staging -> {
          Json.write(staging.resolve(RunFiles.SUMMARY), numbers);
          Json.write(staging.resolve(RunFiles.CONFIG), settings);
        });
    first.screen().println();
    first.screen().println(table(summaries));
    return numbers;
  }

  private static Map<String, Object> numbers(List<Summary> summaries) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("testLoss", Spread.of(summaries, Summary::testLoss).asMap());
    numbers.put("testAccuracy", Spread.of(summaries, Summary::testAccuracy).asMap());
    numbers.put("runs", summaries.stream().map(Summary::asMap).toList());
    return numbers;
  }

  private static Table table(List<Summary> summaries) {
    Table table = new Table(1).row("seed", "test loss", "test accuracy");
    summaries.forEach(s -> row(table, Long.toString(s.seed()), s.testLoss(), s.testAccuracy()));
    Spread loss = Spread.of(summaries, Summary::testLoss);
    Spread accuracy = Spread.of(summaries, Summary::testAccuracy);
    row(table, "median", loss.median(), accuracy.median());
    row(table, "least", loss.least(), accuracy.least());
    row(table, "greatest", loss.greatest(), accuracy.greatest());
    return table;
  }

  private static void row(Table table, String name, double loss, double accuracy) {
    table.row(name, Text.format("%.4f", loss), Text.format("%.4f", accuracy));
  }

  /** Median, least and greatest of some numbers. */
  record Spread(double median, double least, double greatest) {
    static <T> Spread of(List<T> items, ToDoubleFunction<T> number) {
      double[] sorted = items.stream().mapToDouble(number).sorted().toArray();
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("median", median);
      map.put("least", least);
      map.put("greatest", greatest);
      return map;
    }
  }
}
