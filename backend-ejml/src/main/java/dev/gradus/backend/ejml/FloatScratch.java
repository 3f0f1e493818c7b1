package dev.gradus.backend.ejml;

import org.ejml.data.FMatrixRMaj;

/**
 * Rows that are matrices of their own, kept for the next product. For one thread at a time, except
 * that different threads may use different rows.
 */
final class FloatScratch {
  /** Arrays whose length leaves this remainder fill whole 64-byte lines with their header. */
  private static final int LINE = 16; // f64: private static final int LINE = 8;

  private static final int HEADER = 4; // f64: private static final int HEADER = 2;

  private FMatrixRMaj[] rows = {};

  /**
   * The first rows, each a matrix {@code [1, length]} with any content.
   *
   * @return at least {@code count} rows; more are left from before
   */
  FMatrixRMaj[] rows(int count, int length) {
    if (rows.length < count) {
      FMatrixRMaj[] more = new FMatrixRMaj[count];
      System.arraycopy(rows, 0, more, 0, rows.length);
      rows = more;
    }
    for (int i = 0; i < count; i++) {
      if (rows[i] == null || rows[i].data.length < length) {
        rows[i] = FMatrixRMaj.wrap(1, length, new float[padded(length)]);
      } else {
        rows[i].reshape(1, length);
      }
    }
    return rows;
  }

  /**
   * Rows that are allocated together then lie alike within the lines of the cache, so that one
   * vector store and its loads can all be aligned: a quarter faster.
   */
  private static int padded(int length) {
    return (length + HEADER + LINE - 1) / LINE * LINE - HEADER;
  }
}
