package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The kernel of sums of outer products: a tile of 5 rows × 4 vectors of C.
 *
 * <p>Twenty accumulators in local variables, so that all of them stay in registers: enough to hide
 * the latency of the multiply-add, and each load of B serves five, each of A four. A tile of fewer
 * rows computes its last one several times.
 *
 * <p>Tiles of 3, 2 and 1 vectors are made of this file by the build, which leaves out the lines of
 * the others: JDK 17 boxes the accumulators of a kernel that does so in branches.
 */
final class FloatTile {
  private FloatTile() {}

  /** A {@link FloatKernel}. */
  static void multiply(
      float[] a,
      int aAt,
      int aRow,
      int aStep,
      float[] b,
      int bAt,
      int bStep,
      int k,
      float[] s,
      int sAt,
      int sRow,
      float[] c,
      int cAt,
      int cRow,
      int rows) {
    int row1 = Math.min(1, rows - 1);
    int row2 = Math.min(2, rows - 1);
    int row3 = Math.min(3, rows - 1);
    int row4 = Math.min(4, rows - 1);
    int c0 = cAt;
    int c1 = cAt + row1 * cRow;
    int c2 = cAt + row2 * cRow;
    int c3 = cAt + row3 * cRow;
    int c4 = cAt + row4 * cRow;
    int s0 = sAt;
    int s1 = sAt + row1 * sRow;
    int s2 = sAt + row2 * sRow;
    int s3 = sAt + row3 * sRow;
    int s4 = sAt + row4 * sRow;
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, s4);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, s1 + LANES);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, s2 + LANES);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, s3 + LANES);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, s4 + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, s, s1 + 2 * LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, s, s2 + 2 * LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, s, s3 + 2 * LANES);
    FloatVector c42 = FloatVector.fromArray(SPECIES, s, s4 + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * LANES);
    FloatVector c13 = FloatVector.fromArray(SPECIES, s, s1 + 3 * LANES);
    FloatVector c23 = FloatVector.fromArray(SPECIES, s, s2 + 3 * LANES);
    FloatVector c33 = FloatVector.fromArray(SPECIES, s, s3 + 3 * LANES);
    FloatVector c43 = FloatVector.fromArray(SPECIES, s, s4 + 3 * LANES);
    int a0 = aAt;
    int a1 = aAt + row1 * aRow;
    int a2 = aAt + row2 * aRow;
    int a3 = aAt + row3 * aRow;
    int a4 = aAt + row4 * aRow;
    int at = 0;
    int bRow = bAt;
    for (int step = 0; step < k; step++) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + at]);
      FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + at]);
      FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + at]);
      FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + at]);
      FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + at]);
      FloatVector y = FloatVector.fromArray(SPECIES, b, bRow);
      c00 = x0.fma(y, c00);
      c10 = x1.fma(y, c10);
      c20 = x2.fma(y, c20);
      c30 = x3.fma(y, c30);
      c40 = x4.fma(y, c40);
      y = FloatVector.fromArray(SPECIES, b, bRow + LANES);
      c01 = x0.fma(y, c01);
      c11 = x1.fma(y, c11);
      c21 = x2.fma(y, c21);
      c31 = x3.fma(y, c31);
      c41 = x4.fma(y, c41);
      y = FloatVector.fromArray(SPECIES, b, bRow + 2 * LANES);
      c02 = x0.fma(y, c02);
      c12 = x1.fma(y, c12);
      c22 = x2.fma(y, c22);
      c32 = x3.fma(y, c32);
      c42 = x4.fma(y, c42);
      y = FloatVector.fromArray(SPECIES, b, bRow + 3 * LANES);
      c03 = x0.fma(y, c03);
      c13 = x1.fma(y, c13);
      c23 = x2.fma(y, c23);
      c33 = x3.fma(y, c33);
      c43 = x4.fma(y, c43);
      at += aStep;
      bRow += bStep;
    }
    c00.intoArray(c, c0);
    c10.intoArray(c, c1);
    c20.intoArray(c, c2);
    c30.intoArray(c, c3);
    c40.intoArray(c, c4);
    c01.intoArray(c, c0 + LANES);
    c11.intoArray(c, c1 + LANES);
    c21.intoArray(c, c2 + LANES);
    c31.intoArray(c, c3 + LANES);
    c41.intoArray(c, c4 + LANES);
    c02.intoArray(c, c0 + 2 * LANES);
    c12.intoArray(c, c1 + 2 * LANES);
    c22.intoArray(c, c2 + 2 * LANES);
    c32.intoArray(c, c3 + 2 * LANES);
    c42.intoArray(c, c4 + 2 * LANES);
    c03.intoArray(c, c0 + 3 * LANES);
    c13.intoArray(c, c1 + 3 * LANES);
    c23.intoArray(c, c2 + 3 * LANES);
    c33.intoArray(c, c3 + 3 * LANES);
    c43.intoArray(c, c4 + 3 * LANES);
  }
}
