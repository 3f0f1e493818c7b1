package dev.gradus.backend.vector;

/**
 * Coefficients of the polynomials behind the functions of one element, lowest power first, as many
 * as a precision needs. All but the last are Taylor series, so nothing had to be fitted.
 *
 * <p>Source of the series: Abramowitz and Stegun, Handbook of Mathematical Functions, 4.2.1, 4.6.22
 * and 7.1.5.
 */
final class Series {
  private Series() {}

  /** Σ xⁿ / (n + first)!: eˣ for first = 0. */
  static double[] exponential(int first, int terms) {
    double[] coefficients = new double[terms];
    double factorial = 1; // exact as far as it is needed
    for (int n = 1; n < first + terms; n++) {
      factorial *= n;
      if (n >= first) {
        coefficients[n - first] = 1 / factorial;
      }
    }
    if (first == 0) {
      coefficients[0] = 1;
    }
    return coefficients;
  }

  /** Σ 2·xⁿ / (2n + 3): ln((1 + s)/(1 − s)) = 2s + s³ times this at x = s². */
  static double[] logarithm(int terms) {
    double[] coefficients = new double[terms];
    for (int n = 0; n < terms; n++) {
      coefficients[n] = 2.0 / (2 * n + 3);
    }
    return coefficients;
  }

  /** 2/√π · Σ (−x)ⁿ / (n!·(2n + 1)): erf z = z times this at x = z². */
  static double[] errorFunction(int terms) {
    double[] coefficients = new double[terms];
    double factorial = 1;
    for (int n = 0; n < terms; n++) {
      factorial *= Math.max(n, 1);
      double sign = n % 2 == 0 ? 1 : -1;
      coefficients[n] = sign * 2 / Math.sqrt(Math.PI) / factorial / (2 * n + 1);
    }
    return coefficients;
  }

  /** Where the variable of {@link #complement} is 0. */
  static final double COMPLEMENT_CENTRE = 2.5;

  /**
   * e^(z²)·(1 − erf z) for z from 1 to 6, as a polynomial of (z − 2.5)/(z + 2.5): interpolated in
   * 19 Chebyshev nodes, with 60 digits; times e^(−z²), its error stays below 2e-17.
   */
  static double[] complement(int terms) {
    double[] coefficients = {
      0.2108063640611436,
      -0.37173673394897333,
      0.2517131932174492,
      -0.12503305237882892,
      0.03992253907559317,
      -0.003993701165892015,
      -0.0026423659647912615,
      0.0008759154514255455,
      0.00022838039345391708,
      -0.00012887719743195293,
      -3.4182479158407944e-05,
      1.8614755740620222e-05,
      7.554944060575972e-06,
      -2.300044945205947e-06,
      -1.8153747236957426e-06,
      8.437733695417705e-08,
      3.852788842266889e-07,
      6.023739069612537e-08,
      -5.268754358611536e-08
    };
    return java.util.Arrays.copyOf(coefficients, terms);
  }
}
