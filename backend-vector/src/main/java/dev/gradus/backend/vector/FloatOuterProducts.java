package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;

import dev.gradus.backend.ArrayPool;
import java.util.List;

/**
 * Products as sums of outer products.
 *
 * <p>C is cut into tiles of {@link FloatKernel}, and k into slices. A is read in place, unless its
 * steps along k are far apart, and B too, unless it must be transposed or is long and wide. An
 * element of C is the same chain of operations wherever its tile lies and whether or not anything
 * was packed, so neither threads nor neighbours change its bits.
 */
final class FloatOuterProducts {
  /** Steps along k at a time: long enough that reading and writing C is little of the work. */
  private static final int DEPTH = 320;

  /** Columns of C at a time. */
  private static final int BLOCK = 4096 / Float.BYTES;

  /** The same where B is transposed: what is packed then, 320 KiB, is still in the L2 cache. */
  private static final int TRANSPOSED_BLOCK = 1024 / Float.BYTES;

  /**
   * Rows of B up to this long are read in place, and longer ones of fewer steps: all of a slice
   * then stays in the L2 cache. Narrower tiles come back to the same cache lines more often, so for
   * them shorter rows are packed too.
   */
  private static final int COLUMNS_IN_PLACE = Math.max(32 * LANES, 1024 / Float.BYTES);

  /** Up to so many rows of C, packing costs more than it brings. */
  private static final int ROWS_IN_PLACE = 100;

  /** Further apart than this, the steps of Aᵀ would meet in a few sets of the caches; as above. */
  private static final int FAR = Math.max(40 * LANES, 1280 / Float.BYTES);

  /** Tiles in one task, one below the other. */
  private static final int TASK_TILES = 24;

  /** Multiplications of one task at least: fewer are done before another thread has taken it. */
  private static final int TASK_WORK = 1 << 16;

  /** Steps along k of one task that packs B row by row. */
  private static final int TASK_STEPS = 32;

  /** Fewer steps are over before sums of whole rows of A have been folded. */
  private static final int STEPS_TO_FOLD = 4 * LANES;

  /** By the vectors of their tiles. */
  private static final List<FloatKernel> KERNELS =
      List.of(
          FloatTile1::multiply, FloatTile2::multiply, FloatTile3::multiply, FloatTile::multiply);

  /** What the first slice adds to: the kernels read it and never write it. */
  private static final float[] ZEROS = new float[FloatKernel.VECTORS * LANES];

  private final float[] a;
  private final int aRow;
  private final int aStep;
  private final float[] b;
  private final boolean transB;
  private final float[] out;
  private final int m;
  private final int n;
  private final int k;

  /** Columns of C in tiles. */
  private final int tiled;

  private final int block;
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
    int over = n % LANES;
    boolean rows = !transA && !transB && n > LANES && k >= STEPS_TO_FOLD;
    this.tiled = rows && over <= FloatFewRows.MOST ? n - over : n;
    this.block = transB ? TRANSPOSED_BLOCK : BLOCK;
    this.packA = transA && m > FAR;
    boolean large = (long) n * Math.min(k, DEPTH) > (long) COLUMNS_IN_PLACE * DEPTH;
    this.packB = transB || (m > ROWS_IN_PLACE && large);
  }

  /** Computes the product, or if {@code start} is not 0 adds what the steps from there on give. */
  void compute(int start, Splitter splitter, ArrayPool<float[]> pool) {
    for (int column = 0; column < tiled; column += block) {
      for (int from = start; from < k; from += DEPTH) {
        new Slice(column, from).compute(splitter, pool);
      }
    }
    if (tiled < n) {
      lastColumns(splitter, pool);
    }
  }

  /**
   * The few columns of C for which a vector would mostly be idle: dot products with the rows of A.
   */
  private void lastColumns(Splitter splitter, ArrayPool<float[]> pool) {
    int columns = n - tiled;
    float[] transposed = pool.take(columns * k);
    float[] sums = pool.take(columns * m);
    for (int step = 0; step < k; step++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * k + step] = b[step * n + tiled + j];
      }
    }
    new FloatFewRows(transposed, a, sums, columns, m, k).compute(splitter, pool);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < columns; j++) {
        out[i * n + tiled + j] = sums[j * m + i];
      }
    }
    pool.give(transposed);
    pool.give(sums);
  }

  /**
   * The terms of some steps along k for a block of columns of C; the first replace what it held.
   */
  private final class Slice {
    private final int firstColumn;
    private final int from;
    private final int columns;
    private final int depth;
    private final int vectors;
    private final int panels;

    /** Panels from here on are packed. */
    private final int firstPacked;

    /** Their vectors from here on. */
    private final int firstVector;

    Slice(int firstColumn, int from) {
      this.firstColumn = firstColumn;
      this.from = from;
      this.columns = Math.min(block, tiled - firstColumn);
      this.depth = Math.min(DEPTH, k - from);
      this.vectors = Splitter.groups(columns, LANES);
      this.panels = Splitter.groups(vectors, FloatKernel.VECTORS);
      this.firstPacked = packB ? 0 : columns % LANES == 0 ? panels : panels - 1;
      this.firstVector = vector(firstPacked);
    }

    /** Where a panel starts: of two, half-way; of more, only the last may be narrower. */
    private int vector(int panel) {
      int width = panels == 2 ? Splitter.groups(vectors, 2) : FloatKernel.VECTORS;
      return Math.min(panel * width, vectors);
    }

    void compute(Splitter splitter, ArrayPool<float[]> pool) {
      float[] packed = pool.take((vectors - firstVector) * LANES * depth);
      pack(packed, splitter);
      int tiles = Splitter.groups(m, FloatKernel.ROWS);
      int groups = Splitter.groups(tiles, TASK_TILES);
      long most = Math.max(1, (long) m * columns * depth / TASK_WORK);
      int parts = (int) Math.min(most, Splitter.groups(splitter.wanted(), groups));
      splitter.tasks(
          groups * parts,
          (long) m * columns * depth,
          task -> {
            int group = task % groups;
            int first = Splitter.start(group, groups, tiles);
            int end = Splitter.start(group + 1, groups, tiles);
            int part = task / groups;
            int size = (end - first) * panels;
            multiply(
                first,
                end,
                Splitter.start(part, parts, size),
                Splitter.start(part + 1, parts, size),
                packed,
                pool);
          });
      pool.give(packed);
    }

    /** Packs B: row by row, so that it is read as it lies; or if transposed, panel by panel. */
    private void pack(float[] packed, Splitter splitter) {
      if (transB) {
        splitter.tasks(
            panels,
            packed.length,
            panel -> {
              int first = vector(panel) * LANES;
              int end = vector(panel + 1) * LANES;
              int width = Math.min(end, columns) - first;
              int at = (firstColumn + first) * k + from;
              FloatPacking.transposed(b, at, k, width, depth, packed, first * depth, end - first);
            });
      } else if (firstPacked < panels) {
        int parts = Splitter.groups(depth, TASK_STEPS);
        splitter.tasks(
            parts,
            packed.length,
            part -> {
              int end = Splitter.start(part + 1, parts, depth);
              for (int step = Splitter.start(part, parts, depth); step < end; step++) {
                packRow(packed, step);
              }
            });
      }
    }

    private void packRow(float[] packed, int step) {
      int row = (from + step) * n + firstColumn;
      for (int panel = firstPacked; panel < panels; panel++) {
        int first = vector(panel) * LANES;
        int end = vector(panel + 1) * LANES;
        int to = (first - firstVector * LANES) * depth + step * (end - first);
        FloatPacking.row(b, row + first, Math.min(end, columns) - first, packed, to);
      }
    }

    /**
     * A part of the tiles in some rows of them. Tiles are counted down one panel after the other,
     * so that the parts share out B, but computed along the rows of C, as it lies.
     */
    private void multiply(
        int firstTile, int endTile, int start, int end, float[] packed, ArrayPool<float[]> pool) {
      int firstRow = firstTile * FloatKernel.ROWS;
      int endRow = Math.min(m, endTile * FloatKernel.ROWS);
      float[] left = a;
      int at = firstRow * aRow + from * aStep;
      int step = aStep;
      if (packA) {
        step = endRow - firstRow;
        left = pool.take(step * depth);
        for (int l = 0; l < depth; l++) {
          System.arraycopy(a, at + l * aStep, left, l * step, step);
        }
        at = 0;
      }
      int tiles = endTile - firstTile;
      // A vector that is a whole row of C may reach into the next rows, up to here: they come
      // later.
      boolean rowByRow = n <= LANES && depth == k;
      int limit = rowByRow ? n * Math.min(endRow, firstRow + end * FloatKernel.ROWS) : 0;
      for (int tile = 0; tile < tiles; tile++) {
        int row = firstRow + tile * FloatKernel.ROWS;
        int rows = Math.min(FloatKernel.ROWS, endRow - row);
        int endPanel = Splitter.groups(end - tile, tiles);
        for (int panel = Splitter.groups(start - tile, tiles); panel < endPanel; panel++) {
          tile(left, at, step, packed, panel, row, rows, limit, pool);
        }
        at += FloatKernel.ROWS * aRow;
      }
      if (packA) {
        pool.give(left);
      }
    }

    private void tile(
        float[] left,
        int at,
        int step,
        float[] packed,
        int panel,
        int row,
        int rows,
        int limit,
        ArrayPool<float[]> pool) {
      int first = vector(panel);
      int width = vector(panel + 1) - first;
      int column = firstColumn + first * LANES;
      boolean inPlace = panel < firstPacked;
      float[] right = inPlace ? b : packed;
      int rightAt = inPlace ? from * n + column : (first - firstVector) * LANES * depth;
      int rightStep = inPlace ? n : width * LANES;
      int to = row * n + column;
      int end = to + (rows - 1) * n + width * LANES;
      if (column + width * LANES <= n || end <= limit) {
        multiply(left, at, step, right, rightAt, rightStep, out, to, n, rows, width);
        return;
      }
      // Whole vectors would reach over the end of the rows of C, into what others write.
      float[] edge = pool.take(FloatKernel.ROWS * FloatKernel.VECTORS * LANES);
      int stride = width * LANES;
      if (from > 0) {
        FloatPacking.move(out, to, n, edge, 0, stride, rows, n - column);
      }
      multiply(left, at, step, right, rightAt, rightStep, edge, 0, stride, rows, width);
      FloatPacking.move(edge, 0, stride, out, to, n, rows, n - column);
      pool.give(edge);
    }

    private void multiply(
        float[] left,
        int at,
        int step,
        float[] right,
        int rightAt,
        int rightStep,
        float[] c,
        int to,
        int stride,
        int rows,
        int width) {
      float[] start = from == 0 ? ZEROS : c;
      int startAt = from == 0 ? 0 : to;
      int startStride = from == 0 ? 0 : stride;
      KERNELS
          .get(width - 1)
          .multiply(
              left,
              at,
              aRow,
              step,
              right,
              rightAt,
              rightStep,
              depth,
              start,
              startAt,
              startStride,
              c,
              to,
              stride,
              rows);
    }
  }
}
