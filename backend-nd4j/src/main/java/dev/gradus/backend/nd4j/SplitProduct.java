package dev.gradus.backend.nd4j;

import dev.gradus.backend.Workers;
import dev.gradus.backend.nd4j.OpenBlas.Matrix;

/**
 * Products split over threads of our own: each computes a part of C with OpenBLAS on one thread.
 *
 * <p>OpenBLAS's own threads yield the processor in a loop for 26 ms after each product, in the way
 * of the Java that runs in between.
 */
final class SplitProduct {
  /** Multiplications for which it pays to wake a thread. */
  private static final long WORTH_A_THREAD = 100_000;

  /** Rows and columns that OpenBLAS computes together. */
  private static final int UNIT = 8;

  private final Workers workers;

  SplitProduct(Workers workers) {
    this.workers = workers;
  }

  /** As {@link OpenBlas#multiply}. */
  void multiply(Matrix a, Matrix b, int keep, Matrix c, int m, int n, int k) {
    long worth = (long) m * n * k / WORTH_A_THREAD;
    int parts = (int) Math.max(1, Math.min(workers.threads(), worth));
    int down = down(parts, m, n);
    int across = parts / down;
    int rows = part(m, down);
    int columns = part(n, across);
    workers.forEach(
        down * across,
        task -> {
          int row = task / across * rows;
          int column = task % across * columns;
          int height = Math.min(rows, m - row);
          int width = Math.min(columns, n - column);
          if (height > 0 && width > 0) {
            OpenBlas.multiply(
                a.from(row, 0), b.from(0, column), keep, c.from(row, column), height, width, k);
          }
        });
  }

  /** Of how many parts the rows are, so that the threads together read the least. */
  private static int down(int parts, int m, int n) {
    int best = 1;
    for (int down = 2; down <= parts; down++) {
      if (parts % down == 0 && reads(down, parts, m, n) < reads(best, parts, m, n)) {
        best = down;
      }
    }
    return best;
  }

  private static long reads(int down, int parts, int m, int n) {
    return (long) m * (parts / down) + (long) n * down;
  }

  private static int part(int size, int parts) {
    int units = (size + UNIT - 1) / UNIT;
    return (units + parts - 1) / parts * UNIT;
  }
}
