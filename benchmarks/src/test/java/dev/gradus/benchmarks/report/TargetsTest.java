package dev.gradus.benchmarks.report;

import static dev.gradus.benchmarks.report.Figures.figure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetsTest {
  private static Target named(Results results, String part) {
    return new Targets(results)
        .all().stream().filter(target -> target.what().contains(part)).findFirst().orElseThrow();
  }

  private static Measurement product(
      String name, String product, int threads, int jdk, int bits, Double... values) {
    String parameters = "backend=vector precision=f32 product=%s threads=%d jdk=%d bits=%d";
    return figure(name, parameters.formatted(product, threads, jdk, bits), values);
  }

  @Test
  void theMedianDecides() {
    Measurement m = figure("a", "", 1.0, 2.0, 9.0);
    assertTrue(Target.atLeast("", 2, Optional.of(m)).reached());
    assertFalse(Target.atLeast("", 2.1, Optional.of(m)).reached());
    assertTrue(Target.atMost("", 2, Optional.of(m)).reached());
    assertFalse(Target.atMost("", 1.9, Optional.of(m)).reached());
  }

  @Test
  void ofThreeOrientationsTheLeastCounts() {
    Results results =
        Figures.results(
            "products",
            product("share", "256x256*256x256", 1, 25, 512, 0.95),
            product("share", "256x256'*256x256", 1, 25, 512, 0.89),
            product("share", "256x256*256x256'", 1, 25, 512, 0.97),
            product("share", "256x256*256x256", 1, 17, 512, 0.1),
            product("share", "256x256*256x256", 1, 25, 128, 0.2));
    Target target = named(results, "f32: 256³");
    assertEquals(0.89, target.measured().orElseThrow().median());
    assertFalse(target.reached());
    assertEquals(0.1 / 0.95, named(results, "oldest JDK").measured().orElseThrow().median(), 1e-12);
    assertEquals(0.2, named(results, "128 bits").measured().orElseThrow().median());
  }

  @Test
  void threadsAreComparedRoundByRound() {
    Results results =
        Figures.results(
            "products",
            Stream.of("512x512*512x512", "512x512'*512x512", "512x512*512x512'")
                .flatMap(
                    p ->
                        Stream.of(
                            product("product", p, 1, 25, 512, 50.0, 100.0),
                            product("product", p, 2, 25, 512, 100.0, 180.0),
                            product("share", p, 1, 25, 512, 1.0)))
                .toArray(Measurement[]::new));
    Measurement ratio = named(results, "f32: two threads over one, n ≥ 512").measured().get();
    assertEquals(List.of(2.0, 1.8), ratio.values());
  }

  @Test
  void theBetterOfTwoLibrariesCounts() {
    Results results =
        Figures.results(
            "peers",
            figure("train_s", "workload=W3 library=Gradus_vector threads=1", 10.0, 10.0),
            figure("train_s", "workload=W3 library=NumPy threads=1", 14.0, 20.0),
            figure("train_s", "workload=W3 library=PyTorch_eager threads=1", 18.0, 15.0));
    assertEquals(
        List.of(1.4, 1.5), named(results, "large network").measured().orElseThrow().values());
    assertTrue(new Targets(results).headlines().toString().contains("1.70 (1.40–2.00)"));
  }
}
