package dev.gradus.benchmarks.jmh;

import dev.gradus.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks inside this process and in rounds: all of them once, then all of them again, so
 * that a slow minute of the machine meets each alike. A process of its own for every shape, as JMH
 * would start, takes longer to warm up than to measure; and a network multiplies many shapes in one
 * process too.
 */
public final class JmhRun {
  private static final String LIMIT = "limit";

  private final String include;
  private final Map<String, String> fixed;
  private final List<Map<String, String>> variants;
  private final Map<String, Series> series = new LinkedHashMap<>();

  /** The values of one benchmark with one set of parameters. */
  private record Series(
      String name, Map<String, String> parameters, List<Double> nanos, List<Double> limits) {}

  /**
   * A selection of benchmarks.
   *
   * @param include a regular expression that their names match
   * @param fixed parameters; several values, separated by commas, are taken in every combination
   * @param varied parameters whose values are gone through one after another within a round
   */
  public JmhRun(String include, Map<String, String> fixed, Map<String, String> varied) {
    this.include = include;
    this.fixed = fixed;
    List<Map<String, String>> all = new ArrayList<>();
    varied.forEach(
        (name, values) -> {
          for (String value : values.split(",")) {
            all.add(Map.of(name, value));
          }
        });
    this.variants = all.isEmpty() ? List.of(Map.of()) : all;
  }

  /**
   * Measures.
   *
   * @param rounds after one that only warms up
   * @param iterations of each benchmark in each round
   * @param millis of an iteration
   * @param warmupMillis in the first round; half of it before the iterations of each round
   * @return nanoseconds an operation, or the GFLOP/s of a product and its share of the limit
   * @throws IllegalStateException if a benchmark fails
   */
  public List<Measurement> measure(int rounds, int iterations, int millis, int warmupMillis) {
    for (Map<String, String> variant : variants) {
      run(variant, 0, 1, warmupMillis, warmupMillis);
    }
    series.clear();
    for (int round = 0; round < rounds; round++) {
      for (Map<String, String> variant : variants) {
        run(variant, 1, iterations, millis, warmupMillis / 2);
      }
    }
    List<Measurement> measurements = new ArrayList<>();
    series.values().forEach(one -> addTo(measurements, one));
    return measurements;
  }

  private void run(
      Map<String, String> variant, int warmups, int iterations, int millis, int warmupMillis) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(include)
            .forks(0)
            .threads(1)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .warmupIterations(warmups)
            .warmupTime(TimeValue.milliseconds(Math.max(1, warmupMillis)))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(millis));
    fixed.forEach((name, values) -> options.param(name, values.split(",")));
    variant.forEach(options::param);
    Collection<RunResult> results;
    try {
      results = new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("benchmarks: " + include + " failed: " + e.getMessage(), e);
    }
    if (results.isEmpty()) {
      throw new IllegalStateException("benchmarks: none matches '" + include + "'");
    }
    results.forEach(this::collect);
  }

  private void collect(RunResult result) {
    BenchmarkParams params = result.getParams();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("jdk", String.valueOf(Runtime.version().feature()));
    parameters.put("bits", String.valueOf(VectorWidth.bits()));
    for (String key : params.getParamsKeys()) {
      parameters.put(key, params.getParam(key));
    }
    String[] path = params.getBenchmark().split("\\.");
    String name = path[path.length - 1];
    Series one =
        series.computeIfAbsent(
            name + parameters,
            key -> new Series(name, parameters, new ArrayList<>(), new ArrayList<>()));
    for (BenchmarkResult benchmark : result.getBenchmarkResults()) {
      for (IterationResult iteration : benchmark.getIterationResults()) {
        one.nanos().add(iteration.getPrimaryResult().getScore());
        Result<?> limit = iteration.getSecondaryResults().get(LIMIT);
        if (limit != null) {
          one.limits().add(limit.getScore());
        }
      }
    }
  }

  private static void addTo(List<Measurement> measurements, Series one) {
    if (one.limits().isEmpty()) {
      measurements.add(new Measurement(one.name(), one.parameters(), "ns", one.nanos()));
      return;
    }
    double operations = Product.parse(one.parameters().get("product")).operations();
    Measurement speed =
        new Measurement(
            one.name(),
            one.parameters(),
            "GFLOP/s",
            one.nanos().stream().map(nanos -> operations / nanos).toList());
    Measurement limit = new Measurement(LIMIT, one.parameters(), "GFLOP/s", one.limits());
    measurements.add(speed);
    measurements.add(limit);
    measurements.add(
        new Measurement("share", one.parameters(), "of the limit", speed.over(limit).values()));
  }
}
