package dev.gradus.benchmarks.report;

import static dev.gradus.benchmarks.report.Figures.figure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrowthTest {
  @Test
  void aPowerIsFoundWhateverItsFactor() {
    assertEquals(
        1.7,
        Growth.exponent(
            IntStream.of(1, 2, 8, 64)
                .mapToObj(n -> new Growth.Point(n, figure("step", "", 42 * Math.pow(n, 1.7))))
                .toList()),
        1e-12);
  }

  @Test
  void recipesGrowInOneSizeOnly() {
    assertEquals("784-64-64-10/128/sgd", GrowthRecipes.WIDTH.recipe(64));
    assertEquals("784-512-512-10/64/sgd", GrowthRecipes.BATCH.recipe(64));
    assertEquals("784-512-512-512-10/128/sgd", GrowthRecipes.DEPTH.recipe(3));
  }
}
