package dev.gradus.backend.vector;

/**
 * Copies panels of A and B into the order in which {@link FloatTile} reads them: a short stride
 * keeps them in the caches, whatever the matrix's own. Where a panel reaches over the edge it holds
 * old numbers, which meet only elements of the tile that lie over the edge themselves.
 */
final class FloatPacking {
  private FloatPacking() {}

  /**
   * Packs five rows of A, or columns if it is used transposed: for each step along k, five
   * elements.
   *
   * @param a {@code [m, k]}, or {@code [k, m]} if transposed
   * @param trans whether it is used transposed
   * @param m rows of the product
   * @param k the inner dimension
   * @param row the first row
   * @param from the first step along k
   * @param depth steps
   * @param out written
   */
  static void rows(
      float[] a, boolean trans, int m, int k, int row, int from, int depth, float[] out) {
    int rowStride = trans ? 1 : k;
    int stepStride = trans ? m : 1;
    int source = row * rowStride + from * stepStride;
    int at = 0;
    if (row + FloatTile.ROWS <= m) {
      for (int step = 0; step < depth; step++) {
        out[at] = a[source];
        out[at + 1] = a[source + rowStride];
        out[at + 2] = a[source + 2 * rowStride];
        out[at + 3] = a[source + 3 * rowStride];
        out[at + 4] = a[source + 4 * rowStride];
        at += FloatTile.ROWS;
        source += stepStride;
      }
      return;
    }
    for (int step = 0; step < depth; step++) {
      for (int i = 0; i < m - row; i++) {
        out[at + i] = a[source + i * rowStride];
      }
      at += FloatTile.ROWS;
      source += stepStride;
    }
  }

  /**
   * Packs columns of B: for each step along k, the {@link FloatTile#COLUMNS} elements of a panel.
   *
   * @param b {@code [k, n]}
   * @param n its columns
   * @param column the first column
   * @param end where B, or the block of it that is worked on, ends
   * @param from the first step along k
   * @param depth steps
   * @param out written
   * @param at where
   */
  static void columns(
      float[] b, int n, int column, int end, int from, int depth, float[] out, int at) {
    int columns = Math.min(FloatTile.COLUMNS, end - column);
    int to = at;
    for (int step = 0; step < depth; step++) {
      System.arraycopy(b, (from + step) * n + column, out, to, columns);
      to += FloatTile.COLUMNS;
    }
  }
}
