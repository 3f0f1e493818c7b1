package dev.gradus.nn.init;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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

  @Test
  void theTruncatedNormalStaysWithinTwoDeviations() {
    double[] values = Initializer.truncatedNormal(0.5).values(shape, random);
    assertTrue(Arrays.stream(values).allMatch(v -> Math.abs(v) <= 1));
    assertTrue(Arrays.stream(values).anyMatch(v -> Math.abs(v) > 0.99), "and reaches them");
    assertEquals(0.8796 * 0.5, deviation(Initializer.truncatedNormal(0.5)), 0.002);
    double[] plain = Initializer.truncatedNormal(1).values(shape, random);
    assertEquals(0.5 * plain[7], values[7]);
  }

  @Test
  void orthogonalRowsOrColumnsHaveTheGainAsTheirLength() {
    for (Shape each : new Shape[] {Shape.of(20, 50), Shape.of(50, 20), Shape.of(30, 30)}) {
      double[] w = Initializer.orthogonal(2).values(each, random);
      int rows = each.rows();
      int columns = each.columns();
      boolean byRow = rows <= columns;
      int count = Math.min(rows, columns);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          double product = 0;
          for (int l = 0; l < Math.max(rows, columns); l++) {
            product +=
                byRow
                    ? w[i * columns + l] * w[j * columns + l]
                    : w[l * columns + i] * w[l * columns + j];
          }
          assertEquals(i == j ? 4 : 0, product, 1e-13);
        }
      }
      assertArrayEquals(w, Initializer.orthogonal(2).values(each, random));
    }
  }

  @Test
  void orthogonalDirectionsAreDrawnEvenly() {
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum += Initializer.orthogonal(1).values(Shape.of(2, 2), random.at(i))[0];
    }
    assertEquals(0, sum / 1000, 0.08, "a factorisation with a fixed sign would lean to one side");
  }

  @Test
  void orthogonalNeedsAMatrixAndTakesTheRestAsColumns() {
    assertEquals(
        "orthogonal: expected a weight of rank 2 at least, got [3]",
        assertThrows(
                IllegalArgumentException.class,
                () -> Initializer.orthogonal(1).values(Shape.of(3), random))
            .getMessage());
    assertArrayEquals(
        Initializer.orthogonal(1).values(Shape.of(3, 8), random),
        Initializer.orthogonal(1).values(Shape.of(3, 2, 4), random));
  }
}
