package dev.gradus.backend.vector;

import dev.gradus.backend.ArrayPool;

/**
 * Products as sums of outer products.
 *
 * <p>C is cut into tiles of {@link FloatTile}, and k into slices. For each slice, panels of B as
 * wide as a tile are packed, unless they serve too few rows of C to be worth it. An element of C
 * is the same chain of operations wherever its tile lies and whether or not anything was packed,
 * so neither threads nor neighbours change its bits.
 */
final class FloatOuterProducts {
  /** Steps along k at a time. */
  private static final int DEPTH = Integer.getInteger("p.depth", 256);

  /** Columns of C at a time, so that the packed panels of B take at most 2 MiB. */
  private static final int BLOCK = Integer.getInteger("p.block", 2048) * 4 / Float.BYTES;

  /** Up to here B's panels serve too few rows of C to be worth packing. */
  private static final int ROWS_IN_PLACE = Integer.getInteger("p.inplace", 64);

  /** A row of A's storage of more bytes than this is packed. */
  private static final int FAR_BYTES = Integer.getInteger("p.far", 1024);

  /** Tiles in one task, from top to bottom. */
  private static final int TASK_TILES = Integer.getInteger("p.tiles", 24);

  /** Tasks of one thread, so that a slow thread delays the others little. */
  private static final int TASKS_PER_THREAD = Integer.getInteger("p.tasks", 6);

  private final float[] a;
  private final int aRow;
  private final int aStep;
  private final float[] b;
  private final boolean transB;
  private final float[] out;
  private final int m;
  private final int n;
  private final int k;
  private final boolean packA;
  private final boolean packB;

  /**
   * A is {@code [m, k]}, or {@code [k, m]} if transposed, B {@code [k, n]}, or {@code [n, k]} if
   * transposed, out {@code [m, n]}.
   */
  FloatOuterProducts(
      float[] a, boolean transA, float[] b, boolean transB, float[] out, int m, int n, int k) {
    this.a = a;
    this.aRow = transA ? 1 : k;
    this.aStep = transA ? m : 1;
    this.b = b;
    this.transB = transB;
    this.out = out;
    this.m = m;
    this.n = n;
    this.k = k;
    this.packA = transA ? m * Float.BYTES > FAR_BYTES : Boolean.getBoolean("p.packa");
    this.packB = transB || m > ROWS_IN_PLACE;
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
    int vectors = Splitter.groups(columns, FloatLanes.LANES);
    int panels = Splitter.groups(vectors, FloatTile.VECTORS);
    boolean edge = columns % FloatLanes.LANES != 0;
    int inPlace = packB ? 0 : edge ? panels - 1 : panels;
    int packedFrom = Splitter.start(inPlace, panels, vectors);
    float[] packed = pool.take((vectors - packedFrom) * FloatLanes.LANES * depth);
    splitter.tasks(
        panels - inPlace,
        (long) packed.length,
        task -> {
          int first = Splitter.start(inPlace + task, panels, vectors) * FloatLanes.LANES;
          int end = Splitter.start(inPlace + task + 1, panels, vectors) * FloatLanes.LANES;
          int width = Math.min(end, columns) - first;
          int to = (first - packedFrom * FloatLanes.LANES) * depth;
          int column = firstColumn + first;
          if (transB) {
            FloatPacking.transposed(b, column * k + from, k, width, depth, packed, to);
          } else {
            FloatPacking.columns(b, from * n + column, n, width, depth, packed, to);
          }
        });
    int tiles = Splitter.groups(m, FloatTile.ROWS);
    int tileGroups = Splitter.groups(tiles, TASK_TILES);
    int wanted = splitter.threads() == 1 ? 1 : TASKS_PER_THREAD * splitter.threads();
    int panelGroups = Math.min(panels, Splitter.groups(wanted, tileGroups));
    splitter.tasks(
        tileGroups * panelGroups,
        (long) m * columns * depth,
        task -> {
          int group = task % tileGroups;
          int firstRow = Splitter.start(group, tileGroups, tiles) * FloatTile.ROWS;
          int endRow = Math.min(m, Splitter.start(group + 1, tileGroups, tiles) * FloatTile.ROWS);
          int firstPanel = Splitter.start(task / tileGroups, panelGroups, panels);
          int endPanel = Splitter.start(task / tileGroups + 1, panelGroups, panels);
          float[] left = a;
          int at = firstRow * aRow + from * aStep;
          int row = aRow;
          int step = aStep;
          if (packA) {
            left = pool.take(Splitter.groups(endRow - firstRow, FloatTile.ROWS) * FloatTile.ROWS * depth);
            FloatPacking.rows(a, at, aRow, aStep, endRow - firstRow, depth, left);
            at = 0;
            row = 1;
            step = FloatTile.ROWS;
          }
          int tileStep = packA ? FloatTile.ROWS * depth : FloatTile.ROWS * aRow;
          for (int panel = firstPanel; panel < endPanel; panel++) {
            int first = Splitter.start(panel, panels, vectors);
            int width = Splitter.start(panel + 1, panels, vectors) - first;
            int column = firstColumn + first * FloatLanes.LANES;
            float[] right = packed;
            int rightAt = (first - packedFrom) * FloatLanes.LANES * depth;
            int rightStep = width * FloatLanes.LANES;
            if (panel < inPlace) {
              right = b;
              rightAt = from * n + column;
              rightStep = n;
            }
            if (edge && panel == panels - 1) {
              edge(left, at, row, step, tileStep, right, rightAt, rightStep, depth, firstRow, endRow, column, width, from > 0, pool);
              continue;
            }
            int tileAt = at;
            for (int i = firstRow; i < endRow; i += FloatTile.ROWS) {
              FloatTile.multiply(
                  left, tileAt, row, step, right, rightAt, rightStep, depth, out, i * n + column, n,
                  Math.min(FloatTile.ROWS, endRow - i), width, from > 0);
              tileAt += tileStep;
            }
          }
          if (packA) {
            pool.give(left);
          }
        });
    pool.give(packed);
  }

  private void edge(
      float[] left, int at, int row, int step, int tileStep, float[] right, int rightAt,
      int rightStep, int depth, int firstRow, int endRow, int column, int vectors, boolean add,
      ArrayPool<float[]> pool) {
    float[] tile = pool.take(FloatTile.ROWS * FloatTile.VECTORS * FloatLanes.LANES);
    int stride = vectors * FloatLanes.LANES;
    int tileAt = at;
    int columns = Math.min(n - column, stride);
    for (int i = firstRow; i < endRow; i += FloatTile.ROWS) {
      int rows = Math.min(FloatTile.ROWS, endRow - i);
      if (add) {
        move(out, i * n + column, n, tile, 0, stride, rows, columns);
      }
      FloatTile.multiply(
          left, tileAt, row, step, right, rightAt, rightStep, depth, tile, 0, stride, rows,
          vectors, add);
      move(tile, 0, stride, out, i * n + column, n, rows, columns);
      tileAt += tileStep;
    }
    pool.give(tile);
  }

  private static void move(
      float[] a, int at, int stride, float[] out, int to, int step, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[to + i * step + j] = a[at + i * stride + j];
      }
    }
  }
}
