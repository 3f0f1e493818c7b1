package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Polynomials by Horner's rule, one fused multiply-add a term. */
final class FloatPolynomial {
  private FloatPolynomial() {}

  /** Coefficients rounded to this precision. */
  static float[] rounded(double[] coefficients) {
    float[] rounded = new float[coefficients.length];
    for (int n = 0; n < rounded.length; n++) {
      rounded[n] = F32Format.round(coefficients[n]);
    }
    return rounded;
  }

  /** Σ c[n]·xⁿ. */
  static FloatVector at(FloatVector x, float[] c) {
    FloatVector sum = FloatVector.broadcast(SPECIES, c[c.length - 1]);
    for (int n = c.length - 2; n >= 0; n--) {
      sum = sum.fma(x, FloatVector.broadcast(SPECIES, c[n]));
    }
    return sum;
  }
}
