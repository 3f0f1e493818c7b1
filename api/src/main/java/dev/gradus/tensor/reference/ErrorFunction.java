package dev.gradus.tensor.reference;

/**
 * erf to nearly full f64 precision, from its textbook expansions.
 *
 * <p>Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14.
 */
final class ErrorFunction {
  /** Where the series, which needs more terms as x grows, hands over to the fraction. */
  private static final double SERIES_LIMIT = 1.5;

  /** From here on erf differs from 1 by less than half a unit in the last place. */
  private static final double SATURATION = 6;

  private static final int FRACTION_DEPTH = 120;

  private ErrorFunction() {}

  static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude < SERIES_LIMIT) {
      return series(x);
    }
    if (magnitude >= SATURATION) {
      return Math.signum(x);
    }
    return Math.signum(x) * (1 - complement(magnitude)); // NaN fails all comparisons, ends here
  }

  /** 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms have one sign. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * gaussian(x) * sum;
  }

  /** erfc x = e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), from the inside out. */
  private static double complement(double x) {
    double fraction = x;
    for (int n = FRACTION_DEPTH; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return gaussian(x) / Math.sqrt(Math.PI) / fraction;
  }

  /** e^(−x²), with x² in two parts so that its rounding does not grow in the exponential. */
  private static double gaussian(double x) {
    double head = (float) x; // its square is exact
    return StrictMath.exp(-head * head) * StrictMath.exp(-(x - head) * (x + head));
  }
}
