package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link FloatTile} for what is left beside its tiles: 5 rows × 1 vector of C. A kernel of its own,
 * as JDK 17 boxes the accumulators of one that leaves vectors out in branches.
 */
final class FloatStrip {
  private FloatStrip() {}

  /**
   * C ← S + A·B. Every element is one chain of fused multiply-adds along k, wherever its tile lies.
   *
   * @param a holds A
   * @param aAt where its first element is
   * @param aRow from one row to the next
   * @param aStep from one step along k to the next
   * @param b holds B, whose rows are whole vectors here
   * @param bAt where the first row starts
   * @param bStep from one to the next
   * @param k steps
   * @param s holds S: C itself, or zeros. A branch instead would make JDK 17 box the accumulators
   * @param sAt where its tile starts
   * @param sRow from one row to the next
   * @param c written
   * @param cAt where the tile starts
   * @param cRow from one row to the next
   * @param rows 1 to {@link FloatTile#ROWS}
   */
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
      at += aStep;
      bRow += bStep;
    }
    c00.intoArray(c, c0);
    c10.intoArray(c, c1);
    c20.intoArray(c, c2);
    c30.intoArray(c, c3);
    c40.intoArray(c, c4);
  }
}
