package dev.gradus.backend.vector;

import dev.gradus.backend.ArrayPool;

/**
 * A·Bᵀ: all dot products of the rows of two matrices, both read in place.
 *
 * <p>What the rows hold after their whole vectors is left to {@link FloatOuterProducts}.
 */
final class FloatDotProducts {
  /** Elements of a row at a time, so that the eight rows of a tile share the L1 cache. */
  private static final int DEPTH = 4096 / Float.BYTES;

  /** Tiles in one task, on either side: B's rows, {@link #DEPTH} long, stay in the L2 cache. */
  private static final int GROUP = 8;

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
    int padded = Splitter.groups(n, FloatLanes.LANES) * FloatLanes.LANES;
    return k >= LEAST_K && 10 * (padded - n) > padded;
  }

  void compute(Splitter splitter, ArrayPool<float[]> pool) {
    int whole = FloatLanes.SPECIES.loopBound(k);
    int below = Splitter.groups(m, FloatDotTile.SIZE);
    int beside = Splitter.groups(n, FloatDotTile.SIZE);
    int columnGroups = Splitter.groups(beside, GROUP);
    int wanted = Splitter.groups(splitter.wanted(), columnGroups);
    int rowGroups = Math.max(Splitter.groups(below, GROUP), Math.min(below, wanted));
    splitter.tasks(
        rowGroups * columnGroups,
        (long) m * n * k,
        task -> {
          int row = task % rowGroups;
          int column = task / rowGroups;
          float[] sums = pool.take(FloatDotTile.SUMS);
          for (int from = 0; from < whole; from += DEPTH) {
            group(
                Splitter.start(row, rowGroups, below) * FloatDotTile.SIZE,
                Math.min(m, Splitter.start(row + 1, rowGroups, below) * FloatDotTile.SIZE),
                Splitter.start(column, columnGroups, beside) * FloatDotTile.SIZE,
                Math.min(n, Splitter.start(column + 1, columnGroups, beside) * FloatDotTile.SIZE),
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
    for (int i = firstRow; i < endRow; i += FloatDotTile.SIZE) {
      int rows = Math.min(FloatDotTile.SIZE, endRow - i);
      for (int j = firstColumn; j < endColumn; j += FloatDotTile.SIZE) {
        int columns = Math.min(FloatDotTile.SIZE, endColumn - j);
        FloatDotTile.multiply(a, i * k + from, rows, b, j * k + from, columns, k, depth, sums);
        store(sums, rows, columns, i * n + j, from > 0);
      }
    }
  }

  /** Writes a tile of C, or adds to it. */
  private void store(float[] sums, int rows, int columns, int to, boolean add) {
    if (rows == FloatDotTile.SIZE && columns == FloatDotTile.SIZE && !add) {
      // The common case without loops: for four elements each they would cost more than the work.
      storeRow(sums, 0, to);
      storeRow(sums, 1, to + n);
      storeRow(sums, 2, to + 2 * n);
      storeRow(sums, 3, to + 3 * n);
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float sum = sums[FloatDotTile.at(i, j)];
        int at = to + i * n + j;
        out[at] = add ? out[at] + sum : sum;
      }
    }
  }

  private void storeRow(float[] sums, int row, int to) {
    out[to] = sums[FloatDotTile.at(row, 0)];
    out[to + 1] = sums[FloatDotTile.at(row, 1)];
    out[to + 2] = sums[FloatDotTile.at(row, 2)];
    out[to + 3] = sums[FloatDotTile.at(row, 3)];
  }
}
