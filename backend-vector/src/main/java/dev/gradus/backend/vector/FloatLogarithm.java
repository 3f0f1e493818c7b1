package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.FRACTION_BITS;
import static dev.gradus.backend.vector.F32Format.LN2_HIGH;
import static dev.gradus.backend.vector.F32Format.LN2_LOW;
import static dev.gradus.backend.vector.F32Format.WHOLE;
import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * ln x and ln(1 + x): with x = 2ᵉ·(1 + f) and s = f/(2 + f), ln x = e·ln 2 + ln((1 + s)/(1 − s)),
 * and the latter is a short series in s.
 */
final class FloatLogarithm {
  private static final float[] SERIES =
      FloatPolynomial.rounded(Series.logarithm(F32Format.LOG_TERMS));

  private FloatLogarithm() {}

  /** ln x; {@code out} may be {@code a}. */
  static void log(float[] a, float[] out, int from, int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
      FloatVector normal = x.blend(x.mul(WHOLE), subnormal);
      FloatVector excess = zero.blend(FRACTION_BITS, subnormal);
      FloatVector exponent = FloatBits.exponent(normal).sub(excess);
      FloatVector f = FloatBits.fraction(normal).sub(1);
      FloatVector s = f.div(f.add(2));
      FloatVector square = s.mul(s);
      // 2s + s·rest = f − s·(f − rest), where f is exact and what is subtracted small.
      FloatVector rest = square.mul(FloatPolynomial.at(square, SERIES));
      FloatVector value = f.sub(s.mul(f.sub(rest)).sub(exponent.mul(LN2_LOW)));
      exponent
          .fma(FloatVector.broadcast(SPECIES, LN2_HIGH), value)
          .blend(x, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY).not()) // ∞ and NaN
          .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0))
          .blend(Float.NaN, x.compare(VectorOperators.LT, 0))
          .intoArray(out, i);
    }
  }

  // ln(1 + x) = ln u + (1 + x − u)/u, where u is 1 + x rounded, and 1 + x − u is known exactly: the
  // loops before and after ln u. Out must not be a.

  /** u. */
  static void onePlus(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector.fromArray(SPECIES, a, i).add(1).intoArray(out, i);
    }
  }

  /** Adds (1 + x − u)/u to ln u, which {@code out} holds. */
  static void correct(float[] a, float[] out, int from, int to) {
    for (int i = from; i < to; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, i);
      FloatVector u = x.add(1);
      FloatVector arrived = u.sub(1);
      FloatVector lost = x.sub(arrived).add(u.sub(arrived).neg().add(1));
      FloatVector value = FloatVector.fromArray(SPECIES, out, i);
      VectorMask<Float> finite = value.abs().compare(VectorOperators.LT, Float.POSITIVE_INFINITY);
      value
          .blend(value.add(lost.div(u)), finite)
          .blend(x, x.compare(VectorOperators.EQ, 0)) // −0 stays
          .intoArray(out, i);
    }
  }
}
