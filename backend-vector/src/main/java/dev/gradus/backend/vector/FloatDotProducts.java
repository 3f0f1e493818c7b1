package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;

import dev.gradus.backend.ArrayPool;

/**
 * A·Bᵀ: all dot products of the rows of two matrices, both read in place.
 *
 * <p>What the rows hold after their whole vectors is left to {@link FloatOuterProducts}.
 */
final class FloatDotProducts {
  /** Elements of a row at a time, so that the nine rows of a tile about fill the L1 cache. */
  private static final int DEPTH = 4096 / Float.BYTES;

  /** Tiles of rows of A in one task at most. */
  private static final int ROW_TILES = 8;

  /** Tiles of rows of B in one task at most: so few that their sums stay in the L1 cache. */
  private static final int COLUMN_TILES = 10;

  /** A vector for each product of a row of tiles, in whole groups that are folded together. */
  private static final int SUMS =
      Splitter.groups(FloatDotTile.ROWS * COLUMN_TILES * FloatDotTile.COLUMNS, LANES)
          * LANES
          * LANES;

  private static final int LEAST_K = 256;

  private final float[] a;
  private final float[] b;
  private final float[] out;
  private final int m;
  private final int n;
  private final int k;

  /** A is {@code [m, k]}, B {@code [n, k]}, out {@code [m, n]}. */
  FloatDotProducts(float[] a, float[] b, float[] out, int m, int n, int k) {
    this.a = a;
    this.b = b;
    this.out = out;
    this.m = m;
    this.n = n;
    this.k = k;
  }

  /**
   * Whether this is faster than transposing B and {@link FloatOuterProducts}: where those would
   * leave more than a tenth of the lanes idle, and sums are long enough to be worth folding.
   */
  static boolean pay(int n, int k) {
    int padded = Splitter.groups(n, LANES) * LANES;
    return k >= LEAST_K && 10 * (padded - n) > padded;
  }

  void compute(Splitter splitter, ArrayPool<float[]> pool) {
    int whole = FloatLanes.SPECIES.loopBound(k);
    int below = Splitter.groups(m, FloatDotTile.ROWS);
    int beside = Splitter.groups(n, FloatDotTile.COLUMNS);
    int columnGroups = Splitter.groups(beside, COLUMN_TILES);
    int wanted = Splitter.groups(splitter.wanted(), columnGroups);
    int rowGroups = Math.max(Splitter.groups(below, ROW_TILES), Math.min(below, wanted));
    splitter.tasks(
        rowGroups * columnGroups,
        (long) m * n * k,
        task -> {
          int row = task % rowGroups;
          int column = task / rowGroups;
          float[] sums = pool.take(SUMS);
          for (int from = 0; from < whole; from += DEPTH) {
            group(
                Splitter.start(row, rowGroups, below) * FloatDotTile.ROWS,
                Math.min(m, Splitter.start(row + 1, rowGroups, below) * FloatDotTile.ROWS),
                Splitter.start(column, columnGroups, beside) * FloatDotTile.COLUMNS,
                Math.min(
                    n, Splitter.start(column + 1, columnGroups, beside) * FloatDotTile.COLUMNS),
                from,
                Math.min(DEPTH, whole - from),
                sums);
          }
          pool.give(sums);
        });
    if (whole < k) {
      new FloatOuterProducts(a, false, b, true, out, m, n, k).compute(whole, splitter, pool);
    }
  }

  private void group(
      int firstRow, int endRow, int firstColumn, int endColumn, int from, int depth, float[] sums) {
    int columns = endColumn - firstColumn;
    int row = Splitter.groups(columns, FloatDotTile.COLUMNS) * FloatDotTile.COLUMNS;
    for (int i = firstRow; i < endRow; i += FloatDotTile.ROWS) {
      int rows = Math.min(FloatDotTile.ROWS, endRow - i);
      int aAt = i * k + from;
      for (int j = 0; j < columns; j += FloatDotTile.COLUMNS) {
        int bAt = (firstColumn + j) * k + from;
        FloatDotTile.multiply(
            a, aAt, rows, b, bAt, columns - j, k, depth, sums, j * LANES, row * LANES);
      }
      for (int first = 0; first < FloatDotTile.ROWS * row; first += LANES) {
        FloatFold.rows(sums, first * LANES, first);
      }
      for (int r = 0; r < rows; r++) {
        store(sums, r * row, columns, (i + r) * n + firstColumn, from > 0);
      }
    }
  }

  /** Writes a part of a row of C, or adds to it. */
  private void store(float[] sums, int at, int columns, int to, boolean add) {
    for (int j = 0; j < columns; j++) {
      out[to + j] = add ? out[to + j] + sums[at + j] : sums[at + j];
    }
  }
}
