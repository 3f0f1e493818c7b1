package dev.gradus.backend.vector;

/**
 * What the kernels must know of f64 numbers: the one place that has a twin written by hand, {@link
 * F32Format}, because its figures follow no rule.
 */
final class F64Format {
  /** Bits of the fraction. */
  static final int FRACTION_BITS = 52;

  /** The exponent of 1, as stored. */
  static final int BIAS = 1023;

  /** 2 to the {@link #FRACTION_BITS}: a smaller whole number added to it stands in its low bits. */
  static final double WHOLE = 0x1p52;

  static final long WHOLE_BITS = Double.doubleToRawLongBits(WHOLE);

  /** As {@link #WHOLE}, for numbers of either sign; others are rounded to whole ones. */
  static final double ROUNDER = 0x1.8p52;

  static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
  static final long SIGN_BIT = Double.doubleToRawLongBits(-0.0);
  static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
  static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(0.7071067811865476);

  static final long ONE_BITS = Double.doubleToRawLongBits(1);

  /** From √½ to 1 in the order of bits. */
  static final long SQRT_HALF_TO_ONE = ONE_BITS - SQRT_HALF_BITS;

  static final double LOG2_E = 1.4426950408889634;

  /** ln 2, so short that its product with an exponent is exact. */
  static final double LN2_HIGH = 0x1.62e42feep-1;

  /** What is left of ln 2. */
  static final double LN2_LOW = 1.9082149292705877e-10;

  /** Below, eˣ is 0. */
  static final double EXP_LEAST = -746;

  /** Above, eˣ is ∞. */
  static final double EXP_MOST = 710;

  /** Below, eˣ − 1 is −1. */
  static final double EXPM1_LEAST = -40;

  /** Above, tanh x is 1. */
  static final double TANH_MOST = 22;

  /** Above, erf x is 1. */
  static final double ERF_MOST = 6;

  /** Terms of {@link Series} whose omitted ones stay well below half a unit in the last place. */
  static final int EXP_TERMS = 14;

  static final int LOG_TERMS = 11;
  static final int ERF_TERMS = 19;
  static final int COMPLEMENT_TERMS = 19;

  private F64Format() {}

  /** The nearest number. */
  static double round(double x) {
    return x;
  }

  /** The square root, rounded once. */
  static double sqrt(double x) {
    return Math.sqrt(x);
  }
}
