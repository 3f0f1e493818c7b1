package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Copies panels of B into the order in which {@link FloatTile} reads them: step after step along k,
 * each in whole vectors. Where a panel reaches over the edge it holds old numbers, which meet only
 * elements of the tile that lie over the edge themselves.
 */
final class FloatPacking {
  private FloatPacking() {}

  /**
   * Copies one row of a panel of B.
   *
   * @param b holds B
   * @param at where the row starts
   * @param columns how many of it lie within B
   * @param out written
   * @param to where
   */
  static void row(float[] b, int at, int columns, float[] out, int to) {
    int whole = SPECIES.loopBound(columns);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector.fromArray(SPECIES, b, at + j).intoArray(out, to + j);
    }
    for (int j = whole; j < columns; j++) {
      out[to + j] = b[at + j];
    }
  }

  /**
   * Packs columns of Bᵀ from the rows of B.
   *
   * @param b holds B
   * @param at where its first element is
   * @param row from one row to the next
   * @param columns how many of Bᵀ, rows of B
   * @param depth steps, rows of Bᵀ
   * @param out written
   * @param to where
   * @param step from one row of Bᵀ to the next
   */
  static void transposed(
      float[] b, int at, int row, int columns, int depth, float[] out, int to, int step) {
    int whole = depth < LANES ? 0 : SPECIES.loopBound(columns);
    for (int j = 0; j < whole; j += LANES) {
      for (int l = 0; l < depth; l += LANES) {
        int first = Math.min(l, depth - LANES); // the last block may overlap
        FloatTranspose.block(b, at + j * row + first, row, out, to + first * step + j, step);
      }
    }
    for (int j = whole; j < columns; j++) {
      for (int l = 0; l < depth; l++) {
        out[to + l * step + j] = b[at + j * row + l];
      }
    }
  }

  /**
   * Copies a block from one matrix to another.
   *
   * @param a holds it
   * @param at where it starts
   * @param stride from one of its rows to the next
   * @param out written
   * @param to where
   * @param step from one row to the next
   * @param rows its rows
   * @param columns its columns
   */
  static void move(
      float[] a, int at, int stride, float[] out, int to, int step, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(a, at + i * stride, out, to + i * step, columns);
    }
  }
}
