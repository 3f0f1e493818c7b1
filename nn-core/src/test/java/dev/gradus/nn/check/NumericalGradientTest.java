package dev.gradus.nn.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NumericalGradientTest {
  private static double sumOfSquares(double[] x) {
    return x[0] * x[0] + x[1] * x[1];
  }

  @Test
  void aForwardDifferenceWithATinyStepRoundsToZero() {
    assertEquals(0, NumericalGradient.forwardDifference(x -> x * x, 3, 1e-50));
  }

  @Test
  void theCentralDifferenceIsTheTool() {
    double step = NumericalGradient.STEP;
    assertEquals(6, NumericalGradient.centralDifference(x -> x * x, 3, step), 1e-9);
    double forwardError = NumericalGradient.forwardDifference(x -> x * x * x, 1, step) - 3;
    double centralError = NumericalGradient.centralDifference(x -> x * x * x, 1, step) - 3;
    assertEquals(3 * step, forwardError, 0.01 * step); // f''(1)/2 times the step
    assertTrue(Math.abs(centralError) < Math.abs(forwardError) / 1000);
  }

  @Test
  void theGradientOfTheSumOfSquaresAtThreeFourIsSixEight() {
    double[] gradient =
        NumericalGradient.of(NumericalGradientTest::sumOfSquares, new double[] {3, 4});
    assertArrayEquals(new double[] {6, 8}, gradient, 1e-9);
  }

  @Test
  void theArgumentIsLeftAsItWas() {
    double[] x = {3, 4};
    NumericalGradient.of(NumericalGradientTest::sumOfSquares, x);
    assertArrayEquals(new double[] {3, 4}, x);
  }

  @Test
  void gradientDescentFindsTheBottomOfTheBowl() {
    double[] x = descend(0.1);
    assertEquals(-6.1e-10, x[0], 0.05e-10);
    assertEquals(8.1e-10, x[1], 0.05e-10);
  }

  @Test
  void aLearningRateOfTenDiverges() {
    assertTrue(sumOfSquares(descend(10)) > 1e20);
  }

  @Test
  void aLearningRateOfAlmostNothingHardlyMoves() {
    assertArrayEquals(new double[] {-3, 4}, descend(1e-10), 1e-6);
  }

  private static double[] descend(double learningRate) {
    double[] x = {-3, 4};
    for (int step = 0; step < 100; step++) {
      double[] gradient = NumericalGradient.of(NumericalGradientTest::sumOfSquares, x);
      for (int i = 0; i < x.length; i++) {
        x[i] -= learningRate * gradient[i];
      }
    }
    return x;
  }
}
