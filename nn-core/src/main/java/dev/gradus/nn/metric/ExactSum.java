package dev.gradus.nn.metric;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of doubles without any rounding, so that it does not depend on their order: a fixed-point
 * number as wide as the range of doubles, in limbs of 32 bits with room for carries. For one
 * thread.
 *
 * <p>Source: R. M. Neal, Fast exact summation using small and large superaccumulators (2015).
 */
final class ExactSum {
  private static final int LIMB_BITS = 32;
  private static final long LIMB = 0xffffffffL;
  private static final int FRACTION_BITS = 52;

  /** 2046 + 52 bits of finite doubles, 63 for as many of them as a long counts, and a sign. */
  private static final int LIMBS = 68;

  /** An addition changes a limb by less than 2³³, and a limb holds 2⁶³. */
  private static final int MOST_PENDING = 1 << 29;

  private static final int LOWEST_EXPONENT = -1074;

  private final long[] limbs = new long[LIMBS];
  private int pending;

  /** What no fixed-point number holds: infinities and NaN, whose sum needs no order either. */
  private double special;

  void add(double x) {
    if (!Double.isFinite(x)) {
      special += x;
      return;
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> FRACTION_BITS) & 0x7ff;
    long fraction = bits & ((1L << FRACTION_BITS) - 1);
    long mantissa = exponent == 0 ? fraction : fraction | 1L << FRACTION_BITS;
    int place = Math.max(exponent, 1) - 1;
    int shift = place % LIMB_BITS;
    long low = (mantissa & LIMB) << shift;
    long high = (mantissa >>> LIMB_BITS) << shift;
    int limb = place / LIMB_BITS;
    long sign = bits < 0 ? -1 : 1;
    limbs[limb] += sign * (low & LIMB);
    limbs[limb + 1] += sign * ((low >>> LIMB_BITS) + (high & LIMB));
    limbs[limb + 2] += sign * (high >>> LIMB_BITS);
    countPending();
  }

  /** Adds a·b as it is, in two parts; exact unless the product is beyond 1e308 or below 1e-292. */
  void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    if (Double.isFinite(product)) {
      add(Math.fma(a, b, -product));
    }
  }

  void add(ExactSum other) {
    other.carry();
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += other.limbs[i];
    }
    special += other.special;
    countPending();
  }

  private void countPending() {
    pending++;
    if (pending == MOST_PENDING) {
      carry();
    }
  }

  /** Brings every limb but the last, which bears the sign, into 0 … 2³² − 1. */
  private void carry() {
    for (int i = 0; i < LIMBS - 1; i++) {
      limbs[i + 1] += limbs[i] >> LIMB_BITS;
      limbs[i] &= LIMB;
    }
    pending = 0;
  }

  ExactSum copy() {
    ExactSum copy = new ExactSum();
    copy.add(this);
    return copy;
  }

  /** The sum in units of 2⁻¹⁰⁷⁴; what is not finite is left out. */
  private BigInteger units() {
    carry();
    BigInteger total = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      total = total.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limbs[i]));
    }
    return total;
  }

  boolean isFinite() {
    return special == 0;
  }

  /** The sum, all digits of it, where {@link #isFinite}. */
  BigDecimal exact() {
    return new BigDecimal(units()).multiply(new BigDecimal(Double.MIN_VALUE));
  }

  /** The double nearest to the sum. */
  double value() {
    if (!isFinite()) {
      return special;
    }
    BigInteger units = units();
    BigInteger size = units.abs();
    int surplus = Math.max(0, size.bitLength() - Long.SIZE);
    BigInteger leading = size.shiftRight(surplus);
    if (size.getLowestSetBit() < surplus) {
      leading = leading.setBit(0); // what was shifted out decides ties, by being there
    }
    return units.signum() * Math.scalb(leading.doubleValue(), surplus + LOWEST_EXPONENT);
  }
}
