package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.F32Format.BIAS;
import static dev.gradus.backend.vector.F32Format.FRACTION_BITS;
import static dev.gradus.backend.vector.F32Format.FRACTION_MASK;
import static dev.gradus.backend.vector.F32Format.ONE_BITS;
import static dev.gradus.backend.vector.F32Format.ROUNDER_BITS;
import static dev.gradus.backend.vector.F32Format.SIGN_BIT;
import static dev.gradus.backend.vector.F32Format.SQRT_HALF_BITS;
import static dev.gradus.backend.vector.F32Format.SQRT_HALF_TO_ONE;
import static dev.gradus.backend.vector.F32Format.WHOLE;
import static dev.gradus.backend.vector.F32Format.WHOLE_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Exponents and signs, taken from the bits and put there. */
final class FloatBits {
  private FloatBits() {}

  /** A magnitude with the sign of another number, even that of −0. */
  static FloatVector withSign(FloatVector magnitude, FloatVector x) {
    var sign = x.reinterpretAsInts(); // f64: var sign = x.reinterpretAsLongs();
    var bits = magnitude.reinterpretAsInts(); // f64: var bits = magnitude.reinterpretAsLongs();
    return bits.or(sign.and(SIGN_BIT)).reinterpretAsFloats();
  }

  // 2ᵏ may be out of range where 2ᵏ·p is not, so it is applied in two factors. Both take k as
  // ROUNDER + k, whose low bits are k. Until shifted, k stands as k + 2·BIAS: nothing is negative.

  /** 2 to the power of half of k, rounded down. */
  static FloatVector firstPower(FloatVector shifted) {
    var bits = shifted.reinterpretAsInts(); // f64: var bits = shifted.reinterpretAsLongs();
    var half = bits.sub(ROUNDER_BITS - 2 * BIAS).lanewise(VectorOperators.LSHR, 1);
    return half.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
  }

  /** 2 to the power of the other half of k. */
  static FloatVector secondPower(FloatVector shifted) {
    var bits = shifted.reinterpretAsInts(); // f64: var bits = shifted.reinterpretAsLongs();
    var whole = bits.sub(ROUNDER_BITS - 2 * BIAS);
    var rest = whole.sub(whole.lanewise(VectorOperators.LSHR, 1));
    return rest.lanewise(VectorOperators.LSHL, FRACTION_BITS).reinterpretAsFloats();
  }

  /** 1/x for a power of two. */
  static FloatVector inverse(FloatVector powerOfTwo) {
    var bits = powerOfTwo.reinterpretAsInts(); // f64: var bits = powerOfTwo.reinterpretAsLongs();
    return bits.neg().add(2 * ONE_BITS).reinterpretAsFloats();
  }

  // A positive normal number is 2^exponent · fraction, with a fraction from √½ to √2.

  /** The exponent, as a number. */
  static FloatVector exponent(FloatVector x) {
    var bits = x.reinterpretAsInts(); // f64: var bits = x.reinterpretAsLongs();
    var biased = bits.add(SQRT_HALF_TO_ONE).lanewise(VectorOperators.LSHR, FRACTION_BITS);
    return biased.or(WHOLE_BITS).reinterpretAsFloats().sub(WHOLE + BIAS);
  }

  /** The fraction. */
  static FloatVector fraction(FloatVector x) {
    var bits = x.reinterpretAsInts(); // f64: var bits = x.reinterpretAsLongs();
    var above = bits.add(SQRT_HALF_TO_ONE).and(FRACTION_MASK);
    return above.add(SQRT_HALF_BITS).reinterpretAsFloats();
  }
}
