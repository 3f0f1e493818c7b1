package dev.gradus.backend.ejml;

/**
 * erf to a few units in the last place of f64, from Taylor series about the multiples of 1/4.
 *
 * <p>With y = erf′ = 2/√π · e^(−x²), y′ = −2xy gives the coefficients of y about c one after
 * another: yₙ₊₁ = −2 (c·yₙ + yₙ₋₁) / (n + 1), and erf(c + h) = erf c + Σ yₙ hⁿ⁺¹ / (n + 1). As |h|
 * ≤ 1/8, sixteen terms leave less than 2⁻⁵⁵.
 */
final class ErrorFunction {
  private static final int TERMS = 16;

  /** From here on erf differs from 1 by less than half a unit in the last place. */
  private static final double SATURATION = 6;

  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  /** erf(k/4), rounded from 50 digits. */
  private static final double[] AT_CENTRE = {
    0.0, 0.27632639016823696, 0.5204998778130465, 0.7111556336535151,
    0.8427007929497149, 0.9229001282564583, 0.9661051464753108, 0.9866716712191824,
    0.9953222650189527, 0.9985372834133188, 0.999593047982555, 0.9998993780778803,
    0.9999779095030014, 0.9999956972205363, 0.9999992569016276, 0.9999998862727434,
    0.9999999845827421, 0.9999999981494259, 0.9999999998033839, 0.9999999999815149,
    0.9999999999984626, 0.9999999999998869, 0.9999999999999927, 0.9999999999999996,
    1.0
  };

  /** For each centre the factors of h, h², …. */
  private static final double[][] SERIES = series();

  private ErrorFunction() {}

  private static double[][] series() {
    double[][] series = new double[AT_CENTRE.length][TERMS];
    for (int k = 0; k < series.length; k++) {
      double c = k / 4.0;
      double previous = 0;
      double y = TWO_OVER_SQRT_PI * StrictMath.exp(-c * c);
      for (int n = 0; n < TERMS; n++) {
        series[k][n] = y / (n + 1);
        double next = -2 * (c * y + previous) / (n + 1);
        previous = y;
        y = next;
      }
    }
    return series;
  }

  static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude >= SATURATION) {
      return Math.signum(x);
    }
    int k = (int) (4 * magnitude + 0.5); // NaN becomes 0 here, and comes back through h
    double h = magnitude - k / 4.0;
    double[] factors = SERIES[k];
    double sum = factors[TERMS - 1];
    for (int n = TERMS - 2; n >= 0; n--) {
      sum = sum * h + factors[n];
    }
    return Math.copySign(AT_CENTRE[k] + sum * h, x);
  }
}
