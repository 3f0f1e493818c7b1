package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The kernel of A·B and Aᵀ·B: a tile of 5 rows × 4 vectors of C, as a sum of outer products.
 *
 * <p>Twenty accumulators in local variables, so that all of them stay in registers: enough to hide
 * the latency of the multiply-add, and each load of B serves five, each of A four.
 */
final class FloatTile {
  static final int ROWS = 5;
  static final int COLUMNS = 4 * LANES;

  private FloatTile() {}

  /**
   * C ← A·B. Every element is one chain of fused multiply-adds along k, wherever the tile lies.
   *
   * @param a for each of k steps five elements, one for each row
   * @param b for each of k steps a row of {@link #COLUMNS}
   * @param bAt where the first starts
   * @param bStride from one to the next
   * @param k steps
   * @param c written
   * @param cAt where the tile starts
   * @param cStride from one row to the next
   */
  static void multiply(
      float[] a, float[] b, int bAt, int bStride, int k, float[] c, int cAt, int cStride) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector c00 = zero, c01 = zero, c02 = zero, c03 = zero;
    FloatVector c10 = zero, c11 = zero, c12 = zero, c13 = zero;
    FloatVector c20 = zero, c21 = zero, c22 = zero, c23 = zero;
    FloatVector c30 = zero, c31 = zero, c32 = zero, c33 = zero;
    FloatVector c40 = zero, c41 = zero, c42 = zero, c43 = zero;
    int at = 0;
    int bRow = bAt;
    for (int step = 0; step < k; step++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bRow);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bRow + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bRow + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, bRow + 3 * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[at]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      x = FloatVector.broadcast(SPECIES, a[at + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = FloatVector.broadcast(SPECIES, a[at + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = FloatVector.broadcast(SPECIES, a[at + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
      x = FloatVector.broadcast(SPECIES, a[at + 4]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      c42 = x.fma(b2, c42);
      c43 = x.fma(b3, c43);
      at += ROWS;
      bRow += bStride;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + LANES);
    c02.intoArray(c, cAt + 2 * LANES);
    c03.intoArray(c, cAt + 3 * LANES);
    at = cAt + cStride;
    c10.intoArray(c, at);
    c11.intoArray(c, at + LANES);
    c12.intoArray(c, at + 2 * LANES);
    c13.intoArray(c, at + 3 * LANES);
    at += cStride;
    c20.intoArray(c, at);
    c21.intoArray(c, at + LANES);
    c22.intoArray(c, at + 2 * LANES);
    c23.intoArray(c, at + 3 * LANES);
    at += cStride;
    c30.intoArray(c, at);
    c31.intoArray(c, at + LANES);
    c32.intoArray(c, at + 2 * LANES);
    c33.intoArray(c, at + 3 * LANES);
    at += cStride;
    c40.intoArray(c, at);
    c41.intoArray(c, at + LANES);
    c42.intoArray(c, at + 2 * LANES);
    c43.intoArray(c, at + 3 * LANES);
  }

  /**
   * Moves the part of a computed tile that lies within C.
   *
   * @param tile the tile
   * @param stride from one of its rows to the next
   * @param rows rows within C
   * @param columns columns within C
   * @param c written
   * @param at where the tile starts in it
   * @param n its columns
   * @param add whether C is added to
   */
  static void move(
      float[] tile, int stride, int rows, int columns, float[] c, int at, int n, boolean add) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float value = tile[i * stride + j];
        int to = at + i * n + j;
        c[to] = add ? c[to] + value : value;
      }
    }
  }
}
