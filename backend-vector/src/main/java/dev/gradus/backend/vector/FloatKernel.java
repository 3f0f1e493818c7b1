package dev.gradus.backend.vector;

/** A kernel of {@link FloatOuterProducts}: computes a tile of C, some rows × some vectors. */
interface FloatKernel {
  /** Rows of a tile. */
  int ROWS = 5;

  /** Vectors of the widest whose accumulators and operands stay in registers. */
  int VECTORS = Width.REGISTERS == 32 ? 4 : 2;

  /**
   * C ← S + A·B. Every element is one chain of fused multiply-adds along k, wherever its tile lies.
   * C is written vector by vector, each from the first row to the last: a tile of one vector may
   * reach over the end of a row into the next, which comes later.
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
   * @param rows 1 to {@link #ROWS}
   */
  void multiply(
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
      int rows);
}
