package dev.gradus.backend.ejml;

import dev.gradus.backend.Workers;
import java.util.Arrays;
import org.ejml.dense.block.TileMultiplication_F32;

/**
 * Products on EJML's tile kernels, the only ones that take a part of an array and so compute a tile
 * of the result without a copy, in each orientation.
 *
 * <p>The tiles have one size, whatever the number of threads, and each is summed over the whole
 * inner dimension by one thread, so the bits do not depend on the threads.
 */
final class FloatTileProduct {
  private static final int TILE_ROWS = 16;
  private static final int TILE_COLUMNS = 256;

  /** Multiplications below which waking a worker costs more than it gains. */
  private static final long INLINE = 20_000;

  private final Workers workers;

  FloatTileProduct(Workers workers) {
    this.workers = workers;
  }

  /** C = op(A)·op(B), as KernelOps.matmul says. */
  void multiply(
      float[] a, boolean transA, float[] b, boolean transB, float[] c, int m, int n, int k) {
    Arrays.fill(c, 0, m * n, 0); // the kernels add to it
    int across = (n + TILE_COLUMNS - 1) / TILE_COLUMNS;
    int tiles = (m + TILE_ROWS - 1) / TILE_ROWS * across;
    if ((long) m * n * k < INLINE) {
      for (int tile = 0; tile < tiles; tile++) {
        multiplyTile(a, transA, b, transB, c, m, n, k, tile / across, tile % across);
      }
    } else {
      workers.forEach(
          tiles,
          tile -> multiplyTile(a, transA, b, transB, c, m, n, k, tile / across, tile % across));
    }
  }

  private static void multiplyTile(
      float[] a,
      boolean transA,
      float[] b,
      boolean transB,
      float[] c,
      int m,
      int n,
      int k,
      int tileRow,
      int tileColumn) {
    int row = tileRow * TILE_ROWS;
    int column = tileColumn * TILE_COLUMNS;
    int rows = Math.min(TILE_ROWS, m - row);
    int columns = Math.min(TILE_COLUMNS, n - column);
    int out = row * n + column;
    if (transA) {
      TileMultiplication_F32.tileMultPlusTransA(
          a, b, c, k, rows, columns, m, n, n, row, column, out);
    } else if (transB) {
      TileMultiplication_F32.tileMultPlusTransB(
          a, b, c, rows, k, columns, k, k, n, row * k, column * k, out);
    } else {
      TileMultiplication_F32.tileMultPlus(a, b, c, rows, k, columns, k, n, n, row * k, column, out);
    }
  }
}
