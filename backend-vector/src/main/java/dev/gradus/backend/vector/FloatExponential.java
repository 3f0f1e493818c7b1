package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.EXPM1_LEAST;
import static dev.gradus.backend.vector.F32Format.EXP_LEAST;
import static dev.gradus.backend.vector.F32Format.EXP_MOST;
import static dev.gradus.backend.vector.F32Format.LN2_HIGH;
import static dev.gradus.backend.vector.F32Format.LN2_LOW;
import static dev.gradus.backend.vector.F32Format.LOG2_E;
import static dev.gradus.backend.vector.F32Format.ROUNDER;
import static dev.gradus.backend.vector.F32Format.TANH_MOST;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * eˣ and what is made of it: with x = k·ln 2 + r, k whole and |r| ≤ ln 2 / 2, eˣ = 2ᵏ·eʳ, and eʳ is
 * a short series. Written in operations that are exact or rounded once, because {@code
 * lanewise(EXP)} gives other bits interpreted than compiled.
 */
final class FloatExponential {
  private static final float[] SERIES =
      FloatPolynomial.rounded(Series.exponential(0, F32Format.EXP_TERMS));
  private static final float[] SERIES_FROM_SQUARE =
      FloatPolynomial.rounded(Series.exponential(2, F32Format.EXP_TERMS - 1));

  private FloatExponential() {}

  static FloatVector exp(FloatVector x) {
    FloatVector within = x.max(EXP_LEAST).min(EXP_MOST); // NaN stays
    FloatVector shifted = within.fma(splat(LOG2_E), splat(ROUNDER)); // ROUNDER + k
    FloatVector p = FloatPolynomial.at(remainder(within, shifted), SERIES);
    return p.mul(FloatBits.firstPower(shifted)).mul(FloatBits.secondPower(shifted));
  }

  /** eˣ − 1 = 2ᵏ·(eʳ − 1) + (2ᵏ − 1), where the last bracket is exact for all k that matter. */
  static FloatVector expm1(FloatVector x) {
    FloatVector within = x.max(EXPM1_LEAST).min(EXP_MOST);
    FloatVector shifted = within.fma(splat(LOG2_E), splat(ROUNDER));
    FloatVector r = remainder(within, shifted);
    FloatVector q = r.mul(r).fma(FloatPolynomial.at(r, SERIES_FROM_SQUARE), r);
    FloatVector first = FloatBits.firstPower(shifted);
    FloatVector second = FloatBits.secondPower(shifted);
    FloatVector value = q.fma(first, first.sub(FloatBits.inverse(second))).mul(second);
    return value.blend(x, x.compare(VectorOperators.EQ, 0)); // −0 stays
  }

  /** tanh x = (e^2x − 1) / (e^2x + 1). */
  static FloatVector tanh(FloatVector x) {
    FloatVector e = expm1(x.abs().min(TANH_MOST).mul(2));
    return FloatBits.withSign(e.div(e.add(2)), x);
  }

  /** 1 / (1 + e⁻ˣ), by way of e^−|x|, which never overflows. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector numerator = splat(1).blend(e, x.compare(VectorOperators.LT, 0));
    return numerator.div(e.add(1));
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
