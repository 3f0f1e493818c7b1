package dev.gradus.backend.ejml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErrorFunctionTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TWO_OVER_SQRT_PI =
      new BigDecimal("1.128379167095512573896158903121545171688101258657997713688");

  /** 2/√π · Σ (−1)ⁿ x²ⁿ⁺¹ / (n!·(2n + 1)) in 60 digits, of which x ≤ 6 cancels fifteen. */
  private static double exact(double x) {
    BigDecimal value = new BigDecimal(x);
    BigDecimal square = value.multiply(value, DIGITS);
    BigDecimal power = value;
    BigDecimal sum = value;
    for (int n = 1; n < 200; n++) {
      power = power.multiply(square, DIGITS).divide(BigDecimal.valueOf(-n), DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), DIGITS), DIGITS);
    }
    return sum.multiply(TWO_OVER_SQRT_PI, DIGITS).doubleValue();
  }

  private static void check(double x) {
    double expected = exact(x);
    double units = Math.abs(ErrorFunction.erf(x) - expected) / Math.ulp(expected);
    assertEquals(0, units, 2, "units in the last place at " + x);
    assertEquals(-ErrorFunction.erf(x), ErrorFunction.erf(-x), "odd at " + x);
  }

  @Test
  void isWithinTwoUnitsInTheLastPlaceEverywhere() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      check(6 * random.nextDouble());
      check(random.nextDouble() * 0x1p-8);
    }
  }

  @Test
  void isWithinTwoUnitsWhereTwoSeriesMeet() {
    for (int k = 0; k < 24; k++) {
      double border = 0.125 + k / 4.0;
      check(Math.nextDown(border));
      check(border);
      check(Math.nextUp(border));
    }
  }

  @Test
  void specialValuesAreKept() {
    assertEquals(0.0, ErrorFunction.erf(0.0));
    assertEquals(-0.0, ErrorFunction.erf(-0.0));
    assertEquals(1, ErrorFunction.erf(6));
    assertEquals(1, ErrorFunction.erf(Double.POSITIVE_INFINITY));
    assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
    assertEquals(Double.NaN, ErrorFunction.erf(Double.NaN));
    assertEquals(0x1p-1030 * 1.1283791670955126, ErrorFunction.erf(0x1p-1030));
  }
}
