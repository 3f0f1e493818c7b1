package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void theExponentialsCoefficientsAreReciprocalFactorials() {
    assertArrayEquals(
        new double[] {1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0}, Series.exponential(0, 5), 1e-16);
    assertArrayEquals(new double[] {1 / 6.0, 1 / 24.0}, Series.exponential(3, 2), 1e-16);
  }

  @Test
  void theLogarithmsCoefficientsAreTwoOverTheOddNumbersFromThree() {
    assertArrayEquals(new double[] {2 / 3.0, 2 / 5.0, 2 / 7.0}, Series.logarithm(3), 1e-16);
  }

  @Test
  void theErrorFunctionsCoefficientsAlternate() {
    double scale = 2 / Math.sqrt(Math.PI);
    double[] expected = {scale, -scale / 3, scale / (2 * 5), -scale / (6 * 7)};
    assertArrayEquals(expected, Series.errorFunction(4), 1e-16);
  }

  @Test
  void theComplementAtItsCentreIsItsFirstCoefficient() {
    double[] coefficients = Series.complement(3);
    assertEquals(3, coefficients.length);
    double z = Series.COMPLEMENT_CENTRE;
    assertEquals((1 - 0.999593047982555) * Math.exp(z * z), coefficients[0], 1e-12);
  }

  @Test
  void coefficientsAreRoundedToThePrecision() {
    assertArrayEquals(
        new float[] {0.1f, 1f / 3}, FloatPolynomial.rounded(new double[] {0.1, 1 / 3.0}));
    assertArrayEquals(
        new double[] {0.1, 1 / 3.0}, DoublePolynomial.rounded(new double[] {0.1, 1 / 3.0}));
  }
}
