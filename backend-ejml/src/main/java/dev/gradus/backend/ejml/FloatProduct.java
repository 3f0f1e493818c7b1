package dev.gradus.backend.ejml;

import dev.gradus.backend.ArrayPool;
import dev.gradus.backend.Workers;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Matrix products by the routine of EJML's that is the fastest for the shape. Each element is
 * summed in an order that depends on the shape alone, so that the bits do not depend on the
 * threads.
 */
final class FloatProduct {
  /** Shorter rows gain less from being vectors than the calls that add them cost. */
  private static final int LONG_ROW = 32;

  /** With fewer rows, copying the other operand costs more than the faster loop gains. */
  private static final int FEW_ROWS = 4;

  /** From here on longer rows gain less than a transposition costs. */
  private static final int LONG_ENOUGH = 128;

  private final ArrayPool<float[]> pool;
  private final FloatTileProduct tiles;
  private final FloatRowProduct rows;

  FloatProduct(ArrayPool<float[]> pool, Workers workers) {
    this.pool = pool;
    this.tiles = new FloatTileProduct(workers);
    this.rows = new FloatRowProduct(workers);
  }

  void clear() {
    rows.clear();
  }

  /** C = op(A)·op(B), as KernelOps.matmul says. */
  void multiply(
      float[] a, boolean transA, float[] b, boolean transB, float[] c, int m, int n, int k) {
    if (Math.min(m, n) < FEW_ROWS || Math.max(m, n) < LONG_ROW) {
      tiles.multiply(a, transA, b, transB, c, m, n, k);
      return;
    }
    FloatStrided out = FloatStrided.rowMajor(c, n);
    if (n >= m || (!transA && !transB && n >= LONG_ENOUGH)) {
      FloatStrided left =
          transA ? FloatStrided.rowMajor(a, m).transposed() : FloatStrided.rowMajor(a, k);
      float[] right = transB ? transposed(b, n, k) : b;
      rows.multiply(left, right, out, m, n, k);
      release(right, b);
    } else {
      // Cᵀ = op(B)ᵀ·op(A)ᵀ has the longer rows.
      FloatStrided left =
          transB ? FloatStrided.rowMajor(b, k) : FloatStrided.rowMajor(b, n).transposed();
      float[] right = transA ? a : transposed(a, m, k);
      rows.multiply(left, right, out.transposed(), n, m, k);
      release(right, a);
    }
  }

  private float[] transposed(float[] a, int rowCount, int columnCount) {
    float[] out = pool.take(rowCount * columnCount);
    CommonOps_FDRM.transpose(
        FMatrixRMaj.wrap(rowCount, columnCount, a), FMatrixRMaj.wrap(columnCount, rowCount, out));
    return out;
  }

  private void release(float[] used, float[] operand) {
    if (used != operand) {
      pool.give(used);
    }
  }
}
