package dev.gradus.benchmarks.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one process of JMH measures.
 *
 * @param include a regular expression of benchmarks
 * @param parameters of all of them
 * @param varied gone through in turn within a round
 * @param rounds after one that warms up
 * @param iterations in each round
 * @param millis of an iteration
 */
record JmhPlan(
    String include,
    Map<String, String> parameters,
    Map<String, String> varied,
    int rounds,
    int iterations,
    int millis) {
  static JmhPlan of(String include, int rounds, int iterations, int millis) {
    return new JmhPlan(
        include, new LinkedHashMap<>(), new LinkedHashMap<>(), rounds, iterations, millis);
  }

  JmhPlan on(String backend, String precision, String threads) {
    return with("backend", backend).with("precision", precision).with("threads", threads);
  }

  JmhPlan with(String parameter, String values) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(parameter, values);
    return new JmhPlan(include, more, varied, rounds, iterations, millis);
  }

  JmhPlan vary(String parameter, List<String> values) {
    Map<String, String> more = new LinkedHashMap<>(varied);
    more.put(parameter, String.join(",", values));
    return new JmhPlan(include, parameters, more, rounds, iterations, millis);
  }

  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("jmh", "--include", include));
    parameters.forEach((name, values) -> arguments.addAll(List.of("--param", name + "=" + values)));
    varied.forEach((name, values) -> arguments.addAll(List.of("--vary", name + "=" + values)));
    arguments.addAll(List.of("--rounds", String.valueOf(rounds)));
    arguments.addAll(List.of("--iterations", String.valueOf(iterations)));
    arguments.addAll(List.of("--millis", String.valueOf(millis)));
    return arguments;
  }
}
