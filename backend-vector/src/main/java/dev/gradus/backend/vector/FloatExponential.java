package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.EXPM1_LEAST;
import static dev.gradus.backend.vector.F32Format.EXP_LEAST;
import static dev.gradus.backend.vector.F32Format.EXP_MOST;
import static dev.gradus.backend.vector.F32Format.LN2_HIGH;
import static dev.gradus.backend.vector.F32Format.LN2_LOW;
import static dev.gradus.backend.vector.F32Format.LOG2_E;
import static dev.gradus.backend.vector.F32Format.ROUNDER;
import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * eˣ and eˣ − 1: with x = k·ln 2 + r, k whole and |r| ≤ ln 2 / 2, eˣ = 2ᵏ·eʳ, and eʳ is a short
 * series. Written in operations that are exact or rounded once, because {@code lanewise(EXP)} gives
 * other bits interpreted than compiled. {@code out} may be {@code a}.
 */
final class FloatExponential {
  private static final float[] SERIES =
      FloatPolynomial.rounded(Series.exponential(0, F32Format.EXP_TERMS));
  private static final float[] SERIES_FROM_SQUARE =
      FloatPolynomial.rounded(Series.exponential(2, F32Format.EXP_TERMS - 1));

  private FloatExponential() {}

  static void exp(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i).max(EXP_LEAST).min(EXP_MOST);
      FloatVector shifted = x.fma(splat(LOG2_E), splat(ROUNDER)); // ROUNDER + k
      FloatVector p = FloatPolynomial.at(remainder(x, shifted), SERIES);
      p.mul(FloatBits.firstPower(shifted)).mul(FloatBits.secondPower(shifted)).intoArray(out, i);
    }
  }

  /** eˣ − 1 = 2ᵏ·(eʳ − 1) + (2ᵏ − 1), where the last bracket is exact for all k that matter. */
  static void expm1(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i).max(EXPM1_LEAST).min(EXP_MOST);
      FloatVector shifted = x.fma(splat(LOG2_E), splat(ROUNDER));
      FloatVector r = remainder(x, shifted);
      FloatVector q = r.mul(r).fma(FloatPolynomial.at(r, SERIES_FROM_SQUARE), r);
      FloatVector first = FloatBits.firstPower(shifted);
      FloatVector second = FloatBits.secondPower(shifted);
      q.fma(first, first.sub(FloatBits.inverse(second)))
          .mul(second)
          .blend(x, x.compare(VectorOperators.EQ, 0)) // −0 stays
          .intoArray(out, i);
    }
  }

  /** x − k·ln 2. */
  private static FloatVector remainder(FloatVector x, FloatVector shifted) {
    FloatVector k = shifted.sub(ROUNDER);
    return k.fma(splat(-LN2_LOW), k.fma(splat(-LN2_HIGH), x));
  }

  private static FloatVector splat(float c) {
    return FloatVector.broadcast(SPECIES, c);
  }
}
