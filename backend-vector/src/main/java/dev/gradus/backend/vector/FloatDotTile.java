package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The kernel of A·Bᵀ: the sixteen dot products of four rows with four, read in place, since both
 * run along k. Each has one accumulator of partial sums; all sixteen are folded together at the
 * end.
 */
final class FloatDotTile {
  /** Rows of either side. */
  static final int SIZE = 4;

  /** Length of {@code sums}. */
  static final int SUMS = SIZE * SIZE;

  private FloatDotTile() {}

  /**
   * The dot products of up to four rows with up to four. Where there are fewer, the last one stands
   * in for the missing.
   *
   * @param a holds the one side
   * @param aAt where its first row starts
   * @param aRows how many there are
   * @param b holds the other side
   * @param bAt where its first row starts
   * @param bRows how many there are
   * @param stride from one row to the next, on both sides
   * @param k the length of the rows that is multiplied
   * @param sums written: the product of row i and row j at 4·i + j
   */
  static void multiply(
      float[] a,
      int aAt,
      int aRows,
      float[] b,
      int bAt,
      int bRows,
      int stride,
      int k,
      float[] sums) {
    int a0 = aAt;
    int a1 = aAt + Math.min(1, aRows - 1) * stride;
    int a2 = aAt + Math.min(2, aRows - 1) * stride;
    int a3 = aAt + Math.min(3, aRows - 1) * stride;
    int b0 = bAt;
    int b1 = bAt + Math.min(1, bRows - 1) * stride;
    int b2 = bAt + Math.min(2, bRows - 1) * stride;
    int b3 = bAt + Math.min(3, bRows - 1) * stride;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero, s01 = zero, s02 = zero, s03 = zero;
    FloatVector s10 = zero, s11 = zero, s12 = zero, s13 = zero;
    FloatVector s20 = zero, s21 = zero, s22 = zero, s23 = zero;
    FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero;
    int bound = SPECIES.loopBound(k);
    for (int l = 0; l < bound; l += LANES) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + l);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + l);
      FloatVector y2 = FloatVector.fromArray(SPECIES, b, b2 + l);
      FloatVector y3 = FloatVector.fromArray(SPECIES, b, b3 + l);
      FloatVector x = FloatVector.fromArray(SPECIES, a, a0 + l);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      s02 = x.fma(y2, s02);
      s03 = x.fma(y3, s03);
      x = FloatVector.fromArray(SPECIES, a, a1 + l);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      s12 = x.fma(y2, s12);
      s13 = x.fma(y3, s13);
      x = FloatVector.fromArray(SPECIES, a, a2 + l);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      s22 = x.fma(y2, s22);
      s23 = x.fma(y3, s23);
      x = FloatVector.fromArray(SPECIES, a, a3 + l);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      s32 = x.fma(y2, s32);
      s33 = x.fma(y3, s33);
    }
    if (bound < k) {
      FloatVector y0 = remainder(b, b0, k);
      FloatVector y1 = remainder(b, b1, k);
      FloatVector y2 = remainder(b, b2, k);
      FloatVector y3 = remainder(b, b3, k);
      FloatVector x = remainder(a, a0, k);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      s02 = x.fma(y2, s02);
      s03 = x.fma(y3, s03);
      x = remainder(a, a1, k);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      s12 = x.fma(y2, s12);
      s13 = x.fma(y3, s13);
      x = remainder(a, a2, k);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      s22 = x.fma(y2, s22);
      s23 = x.fma(y3, s23);
      x = remainder(a, a3, k);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      s32 = x.fma(y2, s32);
      s33 = x.fma(y3, s33);
    }
    FloatFold.store(
        s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33, sums);
  }

  /** What of a row is left after its whole vectors, beside zeros. */
  private static FloatVector remainder(float[] a, int at, int k) {
    int left = k % LANES;
    return k >= LANES
        ? FloatVector.zero(SPECIES)
            .blend(
                FloatVector.fromArray(SPECIES, a, at + k - LANES),
                SPECIES.indexInRange(left - LANES, left))
        : FloatVector.fromArray(SPECIES, a, at, SPECIES.indexInRange(0, k));
  }
}
