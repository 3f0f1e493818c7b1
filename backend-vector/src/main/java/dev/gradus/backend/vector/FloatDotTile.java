package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The kernel of A·Bᵀ read in place, where both operands run along k: the twenty dot products of
 * four rows with five. Each has one accumulator of partial sums.
 */
final class FloatDotTile {
  /** Rows of A. */
  static final int ROWS = 4;

  /** Rows of B, columns of C. */
  static final int COLUMNS = 5;

  private FloatDotTile() {}

  /**
   * The dot products of up to four rows with up to five. Where there are fewer, the last one stands
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
   * @param sums written: a vector of partial sums for each product
   * @param to where those of the first row of A go, one after the other
   * @param row from the first of them to the first of the next row of A
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
      float[] sums,
      int to,
      int row) {
    int a0 = aAt;
    int a1 = aAt + Math.min(1, aRows - 1) * stride;
    int a2 = aAt + Math.min(2, aRows - 1) * stride;
    int a3 = aAt + Math.min(3, aRows - 1) * stride;
    int b0 = bAt;
    int b1 = bAt + Math.min(1, bRows - 1) * stride;
    int b2 = bAt + Math.min(2, bRows - 1) * stride;
    int b3 = bAt + Math.min(3, bRows - 1) * stride;
    int b4 = bAt + Math.min(4, bRows - 1) * stride;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero, s01 = zero, s02 = zero, s03 = zero, s04 = zero;
    FloatVector s10 = zero, s11 = zero, s12 = zero, s13 = zero, s14 = zero;
    FloatVector s20 = zero, s21 = zero, s22 = zero, s23 = zero, s24 = zero;
    FloatVector s30 = zero, s31 = zero, s32 = zero, s33 = zero, s34 = zero;
    for (int l = 0; l < k; l += LANES) {
      FloatVector y0 = FloatVector.fromArray(SPECIES, b, b0 + l);
      FloatVector y1 = FloatVector.fromArray(SPECIES, b, b1 + l);
      FloatVector y2 = FloatVector.fromArray(SPECIES, b, b2 + l);
      FloatVector y3 = FloatVector.fromArray(SPECIES, b, b3 + l);
      FloatVector y4 = FloatVector.fromArray(SPECIES, b, b4 + l);
      FloatVector x = FloatVector.fromArray(SPECIES, a, a0 + l);
      s00 = x.fma(y0, s00);
      s01 = x.fma(y1, s01);
      s02 = x.fma(y2, s02);
      s03 = x.fma(y3, s03);
      s04 = x.fma(y4, s04);
      x = FloatVector.fromArray(SPECIES, a, a1 + l);
      s10 = x.fma(y0, s10);
      s11 = x.fma(y1, s11);
      s12 = x.fma(y2, s12);
      s13 = x.fma(y3, s13);
      s14 = x.fma(y4, s14);
      x = FloatVector.fromArray(SPECIES, a, a2 + l);
      s20 = x.fma(y0, s20);
      s21 = x.fma(y1, s21);
      s22 = x.fma(y2, s22);
      s23 = x.fma(y3, s23);
      s24 = x.fma(y4, s24);
      x = FloatVector.fromArray(SPECIES, a, a3 + l);
      s30 = x.fma(y0, s30);
      s31 = x.fma(y1, s31);
      s32 = x.fma(y2, s32);
      s33 = x.fma(y3, s33);
      s34 = x.fma(y4, s34);
    }
    s00.intoArray(sums, to);
    s01.intoArray(sums, to + LANES);
    s02.intoArray(sums, to + 2 * LANES);
    s03.intoArray(sums, to + 3 * LANES);
    s04.intoArray(sums, to + 4 * LANES);
    int to1 = to + row;
    s10.intoArray(sums, to1);
    s11.intoArray(sums, to1 + LANES);
    s12.intoArray(sums, to1 + 2 * LANES);
    s13.intoArray(sums, to1 + 3 * LANES);
    s14.intoArray(sums, to1 + 4 * LANES);
    int to2 = to + 2 * row;
    s20.intoArray(sums, to2);
    s21.intoArray(sums, to2 + LANES);
    s22.intoArray(sums, to2 + 2 * LANES);
    s23.intoArray(sums, to2 + 3 * LANES);
    s24.intoArray(sums, to2 + 4 * LANES);
    int to3 = to + 3 * row;
    s30.intoArray(sums, to3);
    s31.intoArray(sums, to3 + LANES);
    s32.intoArray(sums, to3 + 2 * LANES);
    s33.intoArray(sums, to3 + 3 * LANES);
    s34.intoArray(sums, to3 + 4 * LANES);
  }
}
