package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The kernel of A·Bᵀ read in place, where both operands run along k: the sixteen dot products of
 * four rows with four. Each has one accumulator of partial sums; all sixteen are folded together at
 * the end.
 */
final class FloatDotTile {
  /** Rows of either side. */
  static final int SIZE = 4;

  /** Length of {@code sums}: a vector for each product. */
  static final int SUMS = SIZE * SIZE * LANES;

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
   * @param k the length of the rows that is multiplied, in whole vectors
   * @param sums written: the product of row i and row j as element {@link #at}{@code (i, j)}
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
    accumulate(a, aAt, aRows, b, bAt, bRows, stride, k, sums);
    for (int first = 0; first < SUMS; first += LANES * LANES) {
      FloatFold.rows(sums, first);
    }
  }

  /**
   * Where a product stands in {@code sums}.
   *
   * @param i row of the one side
   * @param j row of the other
   * @return an index
   */
  static int at(int i, int j) {
    int product = SIZE * i + j;
    return product / LANES * LANES * LANES + product % LANES;
  }

  private static void accumulate(
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
    for (int l = 0; l < k; l += LANES) {
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
    s00.intoArray(sums, 0);
    s01.intoArray(sums, LANES);
    s02.intoArray(sums, 2 * LANES);
    s03.intoArray(sums, 3 * LANES);
    s10.intoArray(sums, 4 * LANES);
    s11.intoArray(sums, 5 * LANES);
    s12.intoArray(sums, 6 * LANES);
    s13.intoArray(sums, 7 * LANES);
    s20.intoArray(sums, 8 * LANES);
    s21.intoArray(sums, 9 * LANES);
    s22.intoArray(sums, 10 * LANES);
    s23.intoArray(sums, 11 * LANES);
    s30.intoArray(sums, 12 * LANES);
    s31.intoArray(sums, 13 * LANES);
    s32.intoArray(sums, 14 * LANES);
    s33.intoArray(sums, 15 * LANES);
  }
}
