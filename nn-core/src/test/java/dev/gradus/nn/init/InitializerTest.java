package dev.gradus.nn.init;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private final Shape shape = Shape.of(200, 300);
  private final RandomSource random = RandomSource.ofSeed(4);

  private double deviation(Initializer initializer) {
    double[] values = initializer.values(shape, random);
    assertEquals(shape.size(), values.length);
    assertArrayEquals(values, initializer.values(shape, random), "the same source, the same draw");
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
  }

  @Test
  void everyInitializerHasItsStandardDeviation() {
    assertEquals(0.01, deviation(Initializer.normal(0.01)), 0.0002);
    assertEquals(Math.sqrt(2.0 / 500), deviation(Initializer.xavier()), 0.001);
    assertEquals(Math.sqrt(2.0 / 300), deviation(Initializer.he()), 0.001);
    assertEquals(0.5 / Math.sqrt(3), deviation(Initializer.uniform(0.5)), 0.005);
    assertEquals(0, deviation(Initializer.zeros()));
  }

  @Test
  void uniformStaysWithinEpsilon() {
    double[] values = Initializer.uniform(0.5).values(shape, random);
    assertTrue(Arrays.stream(values).allMatch(v -> v >= -0.5 && v < 0.5));
  }
}
