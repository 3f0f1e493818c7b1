package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The workloads on Gradus and on other libraries, in turn: a round runs each once, so that figures
 * of one round saw the same machine.
 */
final class PeersPart implements Part {
  private static final List<String> WORKLOADS = List.of("W1", "W2", "W3", "W4", "W5");
  private static final List<String> QUICK = List.of("W1");

  /** What is not a figure, or was asked for by us. */
  private static final Set<String> NO_FIGURES = Set.of("threads", "last_loss", "own_mb", "file_mb");

  private record Key(String name, Map<String, String> parameters, String unit) {}

  private final Map<Key, List<Double>> values = new LinkedHashMap<>();
  private final Set<Contestant> failed = new HashSet<>();

  @Override
  public List<Measurement> measure(Bench bench) {
    Peers peers = bench.peers().map(folder -> new Peers(folder, bench)).orElse(null);
    if (peers == null) {
      bench.notes().accept("other libraries: not measured, there is no folder of their scripts");
    }
    for (String workload : bench.quick() ? QUICK : WORKLOADS) {
      List<Contestant> contestants = Contestant.of(workload, bench.threads());
      for (int round = 0; round < bench.rounds(); round++) {
        for (Contestant one : contestants) {
          if ((one.gradus() || peers != null) && (round == 0 || one.everyRound())) {
            run(one, bench, peers);
          }
        }
      }
    }
    List<Measurement> all = new ArrayList<>();
    values.forEach(
        (key, list) -> all.add(new Measurement(key.name(), key.parameters(), key.unit(), list)));
    return all;
  }

  private void run(Contestant one, Bench bench, Peers peers) {
    if (failed.contains(one)) {
      return;
    }
    try {
      long start = System.nanoTime();
      Map<String, Object> figures =
          one.gradus()
              ? gradus(one, bench)
              : peers.run(one.script(), one.workload(), one.threads());
      bench
          .notes()
          .accept(
              "%s, %s, threads: %d: %.0f s"
                  .formatted(
                      one.workload(),
                      one.name(),
                      one.threads(),
                      (System.nanoTime() - start) * 1e-9));
      collect(one, figures);
    } catch (IllegalStateException e) {
      failed.add(one);
      bench.notes().accept("%s, %s: left out: %s".formatted(one.workload(), one.name(), e));
    }
  }

  private static Map<String, Object> gradus(Contestant one, Bench bench) {
    List<String> arguments =
        List.of(
            "workload",
            one.workload(),
            "--backend",
            one.script(),
            "--threads",
            String.valueOf(one.threads()),
            "--mnist",
            bench.mnist().toString());
    return bench.jdk().benchmarks(List.of(), arguments).run().json();
  }

  private void collect(Contestant one, Map<String, Object> figures) {
    figures.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> shapes) {
            shapes.forEach((shape, gflops) -> add(one, name, shape.toString(), gflops));
          } else if (value instanceof Number && !NO_FIGURES.contains(name)) {
            add(one, name, "", value);
          }
        });
  }

  private void add(Contestant one, String name, String shape, Object value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("workload", one.workload());
    parameters.put("library", one.name());
    parameters.put("threads", String.valueOf(one.threads()));
    if (!shape.isEmpty()) {
      parameters.put("product", shape);
    }
    values
        .computeIfAbsent(new Key(name, parameters, unit(name)), key -> new ArrayList<>())
        .add(((Number) value).doubleValue());
  }

  private static String unit(String name) {
    return switch (name) {
      case "train_s", "wall_s" -> "s";
      case "peak_rss_mb" -> "MB";
      case "samples_per_s", "b256_samples_per_s" -> "samples/s";
      case "b1_median_us", "b1_p99_us" -> "µs";
      case "gflops" -> "GFLOP/s";
      default -> "";
    };
  }
}
