package dev.gradus.backend.vector;

import dev.gradus.backend.ArrayPool;

/**
 * A·B and Aᵀ·B, as sums of outer products.
 *
 * <p>C is cut into tiles of {@link FloatTile}, and k into slices. For each slice, panels of A as
 * wide as a tile are packed, and panels of B too, unless they serve too few rows of C to be worth
 * it. An element of C is the same chain of operations wherever its tile lies and whether or not
 * anything was packed, so neither threads nor neighbours change its bits.
 */
final class FloatOuterProducts {
  /** Steps along k at a time: a packed panel of B, 64 KiB, then streams well from the L2 cache. */
  private static final int DEPTH = 256;

  /** Columns of C at a time, so that the packed panels of B take at most 2 MiB. */
  private static final int BLOCK = 2048 * 4 / Float.BYTES;

  /** Up to here B's panels serve too few rows of C to be worth packing. */
  private static final int ROWS_IN_PLACE = 64;

  /** Panels of A in one task: 40 KiB, packed once and then read for each panel of B. */
  private static final int TASK_ROWS = 8;

  /** Tasks of one thread, so that a slow thread delays the others little. */
  private static final int TASKS_PER_THREAD = 4;

  private final float[] a;
  private final boolean transA;
  private final float[] b;
  private final float[] out;
  private final int m;
  private final int n;
  private final int k;

  /** A is {@code [m, k]}, or {@code [k, m]} if transposed, B {@code [k, n]}, out {@code [m, n]}. */
  FloatOuterProducts(float[] a, boolean transA, float[] b, float[] out, int m, int n, int k) {
    this.a = a;
    this.transA = transA;
    this.b = b;
    this.out = out;
    this.m = m;
    this.n = n;
    this.k = k;
  }

  void compute(Splitter splitter, ArrayPool<float[]> pool) {
    for (int column = 0; column < n; column += BLOCK) {
      for (int from = 0; from < k; from += DEPTH) {
        slice(column, Math.min(BLOCK, n - column), from, splitter, pool);
      }
    }
  }

  /**
   * Adds one slice's terms to a block of columns of C; the first slice's replace what was there.
   */
  private void slice(
      int firstColumn, int columns, int from, Splitter splitter, ArrayPool<float[]> pool) {
    int depth = Math.min(DEPTH, k - from);
    int panels = Splitter.groups(columns, FloatTile.COLUMNS);
    int inPlace = m <= ROWS_IN_PLACE ? columns / FloatTile.COLUMNS : 0;
    float[] packed = pool.take((panels - inPlace) * FloatTile.COLUMNS * depth);
    splitter.tasks(
        panels - inPlace,
        (long) packed.length,
        task -> {
          int column = firstColumn + (inPlace + task) * FloatTile.COLUMNS;
          int at = task * FloatTile.COLUMNS * depth;
          FloatPacking.columns(b, n, column, firstColumn + columns, from, depth, packed, at);
        });
    int rowPanels = Splitter.groups(m, FloatTile.ROWS);
    int rowGroups = Splitter.groups(rowPanels, TASK_ROWS);
    int wanted = splitter.threads() == 1 ? 1 : TASKS_PER_THREAD * splitter.threads();
    int panelsPerTask =
        Splitter.groups(panels, Math.min(panels, Splitter.groups(wanted, rowGroups)));
    splitter.tasks(
        rowGroups * Splitter.groups(panels, panelsPerTask),
        (long) m * columns * depth,
        task -> {
          int firstRow = task % rowGroups * TASK_ROWS * FloatTile.ROWS;
          int firstPanel = task / rowGroups * panelsPerTask;
          int endPanel = Math.min(panels, firstPanel + panelsPerTask);
          float[] left = pool.take(FloatTile.ROWS * depth);
          float[] edge = pool.take(FloatTile.ROWS * FloatTile.COLUMNS);
          int endRow = Math.min(m, firstRow + TASK_ROWS * FloatTile.ROWS);
          for (int row = firstRow; row < endRow; row += FloatTile.ROWS) {
            FloatPacking.rows(a, transA, m, k, row, from, depth, left);
            for (int panel = firstPanel; panel < endPanel; panel++) {
              int column = firstColumn + panel * FloatTile.COLUMNS;
              if (panel < inPlace) {
                tile(left, b, from * n + column, n, row, column, from, edge);
              } else {
                int at = (panel - inPlace) * FloatTile.COLUMNS * depth;
                tile(left, packed, at, FloatTile.COLUMNS, row, column, from, edge);
              }
            }
          }
          pool.give(edge);
          pool.give(left);
        });
    pool.give(packed);
  }

  private void tile(
      float[] left,
      float[] right,
      int at,
      int stride,
      int row,
      int column,
      int from,
      float[] edge) {
    int depth = Math.min(DEPTH, k - from);
    int rows = Math.min(FloatTile.ROWS, m - row);
    int columns = Math.min(FloatTile.COLUMNS, n - column);
    boolean add = from > 0;
    int to = row * n + column;
    if (rows == FloatTile.ROWS && columns == FloatTile.COLUMNS && !add) {
      FloatTile.multiply(left, right, at, stride, depth, out, to, n);
    } else {
      FloatTile.multiply(left, right, at, stride, depth, edge, 0, FloatTile.COLUMNS);
      FloatTile.move(edge, FloatTile.COLUMNS, rows, columns, out, to, n, add);
    }
  }
}
