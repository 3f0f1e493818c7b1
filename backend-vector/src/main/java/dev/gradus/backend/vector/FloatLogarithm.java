package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.FRACTION_BITS;
import static dev.gradus.backend.vector.F32Format.LN2_HIGH;
import static dev.gradus.backend.vector.F32Format.LN2_LOW;
import static dev.gradus.backend.vector.F32Format.WHOLE;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * ln x and ln(1 + x): with x = 2ᵉ·(1 + f) and s = f/(2 + f), ln x = e·ln 2 + ln((1 + s)/(1 − s)),
 * and the latter is a short series in s.
 */
final class FloatLogarithm {
  private static final float[] SERIES =
      FloatPolynomial.rounded(Series.logarithm(F32Format.LOG_TERMS));

  private FloatLogarithm() {}

  static FloatVector log(FloatVector x) {
    var subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector normal = x.blend(x.mul(WHOLE), subnormal);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector excess = zero.blend(FRACTION_BITS, subnormal);
    FloatVector value = log(normal, FloatBits.exponent(normal).sub(excess), zero);
    return atTheEnds(value, x, 0);
  }

  /** ln(1 + x) = ln u + (1 + x − u)/u, where u is 1 + x rounded, and 1 + x − u is known exactly. */
  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1);
    FloatVector part = u.sub(1); // of x that arrived in u
    FloatVector lost = u.sub(part).neg().add(1).add(x.sub(part));
    FloatVector value = log(u, FloatBits.exponent(u), lost.div(u));
    return atTheEnds(value, x, -1).blend(x, x.compare(VectorOperators.EQ, 0)); // −0 stays
  }

  /** ln of a positive normal number of known exponent, plus a small number. */
  private static FloatVector log(FloatVector x, FloatVector exponent, FloatVector plus) {
    FloatVector f = FloatBits.fraction(x).sub(1);
    FloatVector s = f.div(f.add(2));
    FloatVector square = s.mul(s);
    // 2s + s·rest = f − s·(f − rest), where f is exact and what is subtracted small.
    FloatVector rest = square.mul(FloatPolynomial.at(square, SERIES));
    FloatVector low = exponent.fma(FloatVector.broadcast(SPECIES, LN2_LOW), plus);
    FloatVector value = f.sub(s.mul(f.sub(rest)).sub(low));
    return exponent.fma(FloatVector.broadcast(SPECIES, LN2_HIGH), value);
  }

  /** −∞ at the pole, NaN below, ∞ and NaN as they are. */
  private static FloatVector atTheEnds(FloatVector value, FloatVector x, float pole) {
    return value
        .blend(x, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).not())
        .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, pole))
        .blend(Float.NaN, x.compare(VectorOperators.LT, pole));
  }
}
