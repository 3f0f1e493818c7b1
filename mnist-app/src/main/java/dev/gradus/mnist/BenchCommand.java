package dev.gradus.mnist;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures how fast backends are. */
@Command(
    name = "bench",
    sortOptions = false,
    description = {
      "Measures the samples per second of the book run's training steps, and the GFLOP/s",
      "of matrix products: medians of several measurements, about 20 s a backend."
    },
    footer = {"", "Without --backend, all backends that can run here are measured."})
final class BenchCommand implements Runnable {
  @Mixin private final PrecisionOptions options = new PrecisionOptions();

  @Override
  public void run() {
    PrintStream screen = System.out;
    Digits data = Digits.embedded();
    Map<String, Map<String, String>> results = new LinkedHashMap<>();
    for (BackendConfig config : configurations(screen)) {
      try (Session session = Session.open(config)) {
        screen.println("measuring " + session.describe() + " ...");
        Map<String, String> column = new LinkedHashMap<>();
        BookRunBench.measure(session.ops(), data, column::put);
        ProductBench.measure(session.ops(), column::put);
        results.put(session.ops().backend(), column);
      }
    }
    screen.println();
    screen.println(table(results));
  }

  private List<BackendConfig> configurations(PrintStream screen) {
    BackendConfig config = options.config();
    if (options.namesBackend()) {
      return List.of(config);
    }
    List<BackendConfig> all = new ArrayList<>();
    for (Backend backend : Backends.all()) {
      if (backend.availability() instanceof Availability.Unavailable why) {
        screen.println("not run: " + backend.name() + ": " + why);
      } else {
        all.add(config.withBackend(backend.name()));
      }
    }
    return all;
  }

  /** A column for each backend. */
  private static Table table(Map<String, Map<String, String>> results) {
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(results.keySet());
    Table table = new Table(1).row(header);
    for (String label : results.values().iterator().next().keySet()) {
      List<String> row = new ArrayList<>(List.of(label));
      results.values().forEach(column -> row.add(column.get(label)));
      table.row(row);
    }
    return table;
  }
}
