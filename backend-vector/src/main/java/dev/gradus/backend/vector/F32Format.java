package dev.gradus.backend.vector;

/**
 * What the kernels must know of f32 numbers: the one place that has a twin written by hand, {@link
 * F64Format}, because its figures follow no rule.
 */
final class F32Format {
  /** Bits of the fraction. */
  static final int FRACTION_BITS = 23;

  /** The exponent of 1, as stored. */
  static final int BIAS = 127;

  /** 2 to the {@link #FRACTION_BITS}: a smaller whole number added to it stands in its low bits. */
  static final float WHOLE = 0x1p23f;

  static final int WHOLE_BITS = Float.floatToRawIntBits(WHOLE);

  /** As {@link #WHOLE}, for numbers of either sign; others are rounded to whole ones. */
  static final float ROUNDER = 0x1.8p23f;

  static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  static final int SIGN_BIT = Float.floatToRawIntBits(-0.0f);
  static final int FRACTION_MASK = (1 << FRACTION_BITS) - 1;
  static final int SQRT_HALF_BITS = Float.floatToRawIntBits(0.70710677f);

  static final int ONE_BITS = Float.floatToRawIntBits(1);

  /** From √½ to 1 in the order of bits. */
  static final int SQRT_HALF_TO_ONE = ONE_BITS - SQRT_HALF_BITS;

  static final float LOG2_E = 1.442695f;

  /** ln 2, so short that its product with an exponent is exact. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  /** What is left of ln 2. */
  static final float LN2_LOW = 1.4286068e-6f;

  /** Below, eˣ is 0. */
  static final float EXP_LEAST = -105;

  /** Above, eˣ is ∞. */
  static final float EXP_MOST = 89;

  /** Below, eˣ − 1 is −1. */
  static final float EXPM1_LEAST = -20;

  /** Above, tanh x is 1. */
  static final float TANH_MOST = 10;

  /** Above, erf x is 1. */
  static final float ERF_MOST = 4;

  /** Terms of {@link Series} whose omitted ones stay well below half a unit in the last place. */
  static final int EXP_TERMS = 8;

  static final int LOG_TERMS = 5;
  static final int ERF_TERMS = 11;
  static final int COMPLEMENT_TERMS = 11;

  private F32Format() {}

  /** The nearest number. */
  static float round(double x) {
    return (float) x;
  }

  /** The square root, rounded once. */
  static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }
}
