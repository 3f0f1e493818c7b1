package dev.gradus.backend.ejml;

import dev.gradus.backend.ArrayPool;
import dev.gradus.backend.Workers;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.block.TileMultiplication_F32;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Matrix products on EJML's tile kernels, the only ones that take a part of an array and so compute
 * a tile of the result without a copy. They are also EJML's fastest at every shape measured.
 *
 * <p>The tiles have one size, whatever the number of threads, and each is summed over the whole
 * inner dimension by one thread, so the bits do not depend on the threads.
 */
final class FloatProduct {
  /** Rows of the result in one task: 100, a usual batch, makes seven. */
  private static final int TILE_ROWS = 16;

  /**
   * Columns of the result in one task. With TILE_INNER, the tile of B fits a second-level cache.
   */
  private static final int TILE_COLUMNS = 256;

  /** Terms added in one go; a multiple of 4, as the kernel adds four at a time. */
  private static final int TILE_INNER = 64;

  /** With fewer rows, transposing B costs more than the faster kernel gains. */
  private static final int FEW_ROWS = 8;

  /** Multiplications below which waking a worker costs more than it gains. */
  private static final long INLINE = 20_000;

  private final ArrayPool<float[]> pool;
  private final Workers workers;

  FloatProduct(ArrayPool<float[]> pool, Workers workers) {
    this.pool = pool;
    this.workers = workers;
  }

  /** C = op(A)·op(B), as KernelOps.matmul says. */
  void multiply(
      float[] a, boolean transA, float[] b, boolean transB, float[] c, int m, int n, int k) {
    Arrays.fill(c, 0, m * n, 0); // the kernels add to it
    if (transB && m < FEW_ROWS) {
      TileMultiplication_F32.tileMultPlusTransB(a, b, c, m, k, n, 0, 0, 0);
      return;
    }
    float[] left = transA ? transposed(a, k, m) : a;
    float[] right = transB ? transposed(b, n, k) : b;
    multiply(left, right, c, m, n, k);
    if (transA) {
      pool.give(left);
    }
    if (transB) {
      pool.give(right);
    }
  }

  private float[] transposed(float[] a, int rows, int columns) {
    float[] out = pool.take(rows * columns);
    CommonOps_FDRM.transpose(
        FMatrixRMaj.wrap(rows, columns, a), FMatrixRMaj.wrap(columns, rows, out));
    return out;
  }

  private void multiply(float[] a, float[] b, float[] c, int m, int n, int k) {
    int across = (n + TILE_COLUMNS - 1) / TILE_COLUMNS;
    int tiles = (m + TILE_ROWS - 1) / TILE_ROWS * across;
    if ((long) m * n * k < INLINE) {
      for (int tile = 0; tile < tiles; tile++) {
        multiplyTile(a, b, c, m, n, k, tile / across, tile % across);
      }
    } else {
      workers.forEach(tiles, tile -> multiplyTile(a, b, c, m, n, k, tile / across, tile % across));
    }
  }

  private static void multiplyTile(
      float[] a, float[] b, float[] c, int m, int n, int k, int tileRow, int tileColumn) {
    int row = tileRow * TILE_ROWS;
    int column = tileColumn * TILE_COLUMNS;
    int rows = Math.min(TILE_ROWS, m - row);
    int columns = Math.min(TILE_COLUMNS, n - column);
    for (int inner = 0; inner < k; inner += TILE_INNER) {
      TileMultiplication_F32.tileMultPlus(
          a,
          b,
          c,
          rows,
          Math.min(TILE_INNER, k - inner),
          columns,
          k,
          n,
          n,
          row * k + inner,
          inner * n + column,
          row * n + column);
    }
  }
}
