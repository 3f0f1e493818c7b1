package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticFieldTest {
  private final RandomSource random = RandomSource.ofSeed(21);

  private double[] field(int rows, int columns, double strength, double smoothness) {
    double[] field = new double[rows * columns];
    new ElasticField(rows, columns, strength, smoothness).fill(random, field);
    return field;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.5, 2, 3.3, 4, 6.5})
  void displacementsAreSmoothAndAsLargeAsTheStrengthSays(double sigma) {
    int wide = 150;
    double[] field = field(200, wide, 34, sigma);
    double squares = Arrays.stream(field).map(d -> d * d).sum() / field.length;
    // Noise of variance 1/3 under a Gaussian: α²/3 / (4πσ²).
    double expected = 34 / Math.sqrt(3) / (2 * sigma * Math.sqrt(Math.PI));
    assertEquals(expected, Math.sqrt(squares), 0.1 * expected);
    double across = 0;
    double along = 0;
    for (int i = wide; i < field.length; i++) {
      across += i % wide == 0 ? 0 : Math.pow(field[i] - field[i - 1], 2) / field.length;
      along += Math.pow(field[i] - field[i - wide], 2) / field.length;
    }
    // Neighbours correlate by exp(−1/(4σ²)); the difference of two has 2 − 2ρ times the variance.
    double step = expected * Math.sqrt(2 - 2 * Math.exp(-1 / (4 * sigma * sigma)));
    assertEquals(step, Math.sqrt(across), 0.15 * step);
    assertEquals(step, Math.sqrt(along), 0.15 * step);
  }

  @Test
  void aRoughFieldIsNoiseUnderAGaussianAtEveryPixel() {
    double sigma = 0.7;
    int radius = 3;
    double sum = 0;
    for (int k = -radius; k <= radius; k++) {
      sum += Math.exp(-k * k / (2 * sigma * sigma));
    }
    double[] expected = new double[12];
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        for (int v = -radius; v <= radius; v++) {
          for (int u = -radius; u <= radius; u++) {
            long index = (long) (y + v + radius) * (4 + 2 * radius) + x + u + radius;
            double weight = Math.exp(-(u * u + v * v) / (2 * sigma * sigma)) / (sum * sum);
            expected[4 * y + x] += 2 * weight * (2 * random.uniform(index) - 1);
          }
        }
      }
    }
    assertArrayEquals(expected, field(3, 4, 2, sigma), 1e-14);
  }

  @Test
  void aSmoothFieldIsLinearBetweenItsNodes() {
    double[] field = field(9, 9, 34, 6); // nodes at every third pixel
    for (int y = 0; y < 9; y += 4) {
      for (int x = 0; x + 3 < 9; x += 3) {
        double start = field[9 * y + x];
        double end = field[9 * y + x + 3];
        assertEquals(start + (end - start) / 3, field[9 * y + x + 1], 1e-12);
        assertEquals(start + (end - start) * 2 / 3, field[9 * y + x + 2], 1e-12);
      }
    }
  }

  @Test
  void imagesOfASinglePixelLineHaveAFieldToo() {
    for (double sigma : new double[] {0.5, 4, 100}) {
      assertTrue(Arrays.stream(field(1, 5, 34, sigma)).allMatch(Double::isFinite));
      assertTrue(Arrays.stream(field(5, 1, 34, sigma)).anyMatch(d -> d != 0));
      assertTrue(field(1, 1, 34, sigma)[0] != 0);
    }
  }

  @Test
  void theSameSourceGivesTheSameFieldWhateverCameBefore() {
    ElasticField field = new ElasticField(6, 7, 8, 2);
    double[] first = new double[42];
    double[] other = new double[42];
    double[] again = new double[42];
    field.fill(random, first);
    field.fill(random.at(1), other);
    field.fill(random, again);
    assertArrayEquals(first, again);
    assertTrue(!Arrays.equals(first, other));
  }
}
