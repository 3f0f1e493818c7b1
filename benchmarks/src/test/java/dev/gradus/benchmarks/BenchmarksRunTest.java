package dev.gradus.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.benchmarks.jmh.JmhRun;
import dev.gradus.benchmarks.report.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark runs, once and tiny: this says nothing of speed. */
class BenchmarksRunTest {
  private static final Set<String> ALL =
      Set.of(
          "product",
          "add",
          "addRow",
          "mul",
          "relu",
          "reluGrad",
          "exp",
          "tanh",
          "sigmoid",
          "columnSums",
          "rowSums",
          "rowMaxima",
          "sum",
          "softmax",
          "softmaxCrossEntropy",
          "update",
          "step",
          "predict",
          "byHand");

  @BeforeAll
  static void takeNoLock() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector f32", "vector f64", "ejml f32", "nd4j f32"})
  void everyBenchmarkRunsOn(String backendAndPrecision) {
    String[] words = backendAndPrecision.split(" ");
    Map<String, String> parameters =
        Map.of(
            "backend", words[0],
            "precision", words[1],
            "product", "6x5*4x5'",
            "shape", "6x5",
            "optimizer", "sgd,momentum,adam",
            "recipe", "6-4-3/2/adam");
    List<Measurement> measurements = new JmhRun(".*", parameters, Map.of()).measure(1, 1, 1, 1);
    Set<String> names =
        measurements.stream().map(Measurement::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>(ALL);
    expected.addAll(Set.of("limit", "share"));
    assertEquals(expected, names);
    assertTrue(measurements.stream().allMatch(m -> m.min() > 0));
  }

  @Test
  void aProductsShareIsItsSpeedOverTheLimitOfTheSameMoment() {
    List<Measurement> measurements =
        new JmhRun("Products", Map.of(), Map.of("product", "8x8*8x8,8x8'*8x8")).measure(2, 3, 1, 1);
    assertEquals(6, measurements.size());
    Measurement speed = measurements.get(0);
    Measurement limit = measurements.get(1);
    Measurement share = measurements.get(2);
    assertEquals(6, share.values().size());
    assertEquals(speed.values().get(4) / limit.values().get(4), share.values().get(4), 1e-12);
  }

  @Test
  void anUnknownBenchmarkIsAnError() {
    JmhRun none = new JmhRun("Nonsense", Map.of(), Map.of());
    assertTrue(
        assertThrows(IllegalStateException.class, () -> none.measure(1, 1, 1, 1))
            .getMessage()
            .startsWith("benchmarks: Nonsense failed"));
  }
}
