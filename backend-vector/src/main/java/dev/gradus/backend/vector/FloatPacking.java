package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Copies panels of A and B into the order in which {@link FloatTile} reads them: a short stride
 * keeps them in the caches, whatever the matrix's own. Where a panel reaches over the edge it holds
 * old numbers, which meet only elements of the tile that lie over the edge themselves.
 */
final class FloatPacking {
  private FloatPacking() {}

  /**
   * Packs rows of A: for each step along k the elements of {@link FloatTile#ROWS} rows, tile after
   * tile.
   *
   * @param a holds A
   * @param at where its first element is
   * @param row from one row to the next
   * @param step from one step along k to the next
   * @param rows how many
   * @param depth steps
   * @param out written
   */
  static void rows(float[] a, int at, int row, int step, int rows, int depth, float[] out) {
    for (int first = 0; first < rows; first += FloatTile.ROWS) {
      for (int i = 0; i < FloatTile.ROWS; i++) {
        int source = at + Math.min(first + i, rows - 1) * row;
        int to = first * depth + i;
        for (int l = 0; l < depth; l++) {
          out[to + l * FloatTile.ROWS] = a[source + l * step];
        }
      }
    }
  }

  /**
   * Packs columns of B: for each step along k those of a panel, which fill whole vectors.
   *
   * @param b holds B
   * @param at where its first element is
   * @param step from one step along k to the next
   * @param columns how many
   * @param depth steps
   * @param out written
   * @param to where
   */
  static void columns(
      float[] b, int at, int step, int columns, int depth, float[] out, int to) {
    int whole = SPECIES.loopBound(columns);
    int width = Splitter.groups(columns, LANES) * LANES;
    for (int l = 0; l < depth; l++) {
      int source = at + l * step;
      int row = to + l * width;
      for (int j = 0; j < whole; j += LANES) {
        FloatVector.fromArray(SPECIES, b, source + j).intoArray(out, row + j);
      }
      for (int j = whole; j < columns; j++) {
        out[row + j] = b[source + j];
      }
    }
  }

  /**
   * Packs columns of Bᵀ, as {@link #columns} does, from the rows of B.
   *
   * @param b holds B
   * @param at where its first element is
   * @param row from one row to the next
   * @param columns how many of Bᵀ, rows of B
   * @param depth steps
   * @param out written
   * @param to where
   */
  static void transposed(
      float[] b, int at, int row, int columns, int depth, float[] out, int to) {
    int whole = depth < LANES ? 0 : SPECIES.loopBound(columns);
    int width = Splitter.groups(columns, LANES) * LANES;
    for (int j = 0; j < whole; j += LANES) {
      for (int l = 0; l < depth; l += LANES) {
        int first = Math.min(l, depth - LANES); // the last block may overlap
        FloatTranspose.block(b, at + j * row + first, row, out, to + first * width + j, width);
      }
    }
    for (int j = whole; j < columns; j++) {
      for (int l = 0; l < depth; l++) {
        out[to + l * width + j] = b[at + j * row + l];
      }
    }
  }
}
