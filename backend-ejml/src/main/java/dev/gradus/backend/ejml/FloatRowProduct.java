package dev.gradus.backend.ejml;

import dev.gradus.backend.Workers;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Products whose rows are sums of scaled rows of B: cᵢ = Σ aᵢₚ·bₚ, each addition a call of EJML's
 * {@code addEquals}.
 *
 * <p>That loop runs over two arrays with one index, from 0, so the compiler makes vectors of it. It
 * makes none of EJML's multiplications: they run over parts of arrays, whose starts might overlap
 * for all that the compiler knows. So the rows are copied into arrays of their own first.
 *
 * <p>Each element is summed in the order of the inner dimension, whatever the blocks and threads.
 */
final class FloatRowProduct {
  /** The longest row: longer ones are cut. */
  private static final int ROW = 512;

  /** Elements of one side's rows that lie ready at a time: a part of a second-level cache. */
  private static final int READY = 1 << 16;

  /** Elements of B's rows that are used for several rows of C: a part of a first-level cache. */
  private static final int NEAR = 1 << 12;

  private final Workers workers;

  /** One for each product that runs at the moment. */
  private final Queue<Scratch> free = new ConcurrentLinkedQueue<>();

  private record Scratch(FloatScratch right, FloatScratch out) {}

  FloatRowProduct(Workers workers) {
    this.workers = workers;
  }

  /** Leaves the scratch rows to the garbage collector. */
  void clear() {
    free.clear();
  }

  /**
   * C = A·B.
   *
   * @param a {@code [m, k]}
   * @param b {@code [k, n]}, row-major
   * @param c {@code [m, n]}, written
   */
  void multiply(FloatStrided a, float[] b, FloatStrided c, int m, int n, int k) {
    Scratch taken = free.poll();
    Scratch scratch = taken == null ? new Scratch(new FloatScratch(), new FloatScratch()) : taken;
    int columns = part(n, ROW);
    int rows = part(m, READY / columns);
    for (int column = 0; column < n; column += columns) {
      for (int row = 0; row < m; row += rows) {
        Block block =
            new Block(a, b, c, row, Math.min(rows, m - row), column, Math.min(columns, n - column));
        multiply(block, scratch, n, k);
      }
    }
    free.add(scratch);
  }

  /** The size of equal parts, none above the limit. */
  private static int part(int size, int limit) {
    int parts = (size + limit - 1) / limit;
    return (size + parts - 1) / parts;
  }

  /** A part of C: rows from {@code row} on, columns from {@code column} on. */
  private record Block(
      FloatStrided a, float[] b, FloatStrided c, int row, int rows, int column, int columns) {}

  private void multiply(Block block, Scratch scratch, int n, int k) {
    FMatrixRMaj[] sums = scratch.out().rows(block.rows, block.columns);
    int inner = part(k, READY / block.columns);
    int rowsPerTask = Math.max(1, block.rows / (8 * workers.threads()));
    int tasks = (block.rows + rowsPerTask - 1) / rowsPerTask;
    for (int start = 0; start < k; start += inner) {
      int from = start;
      int to = Math.min(k, start + inner);
      FMatrixRMaj[] right = scratch.right().rows(to - from, block.columns);
      for (int p = from; p < to; p++) {
        System.arraycopy(block.b, p * n + block.column, right[p - from].data, 0, block.columns);
      }
      workers.forEach(
          tasks,
          task -> {
            int first = task * rowsPerTask;
            add(block, right, sums, first, Math.min(block.rows, first + rowsPerTask), from, to);
            if (to == k) {
              store(block, sums, first, Math.min(block.rows, first + rowsPerTask));
            }
          });
    }
  }

  /** Adds the terms {@code from} to {@code to} to some rows of a block. */
  private static void add(
      Block block,
      FMatrixRMaj[] right,
      FMatrixRMaj[] sums,
      int firstRow,
      int endRow,
      int from,
      int to) {
    float[] factors = block.a.data();
    int step = block.a.columnStep();
    int near = Math.max(1, NEAR / block.columns);
    for (int i = firstRow; from == 0 && i < endRow; i++) {
      Arrays.fill(sums[i].data, 0, block.columns, 0);
    }
    for (int start = from; start < to; start += near) {
      int end = Math.min(to, start + near);
      for (int i = firstRow; i < endRow; i++) {
        FMatrixRMaj sum = sums[i];
        int at = (block.row + i) * block.a.rowStep() + start * step;
        for (int p = start; p < end; p++, at += step) {
          CommonOps_FDRM.addEquals(sum, factors[at], right[p - from]);
        }
      }
    }
  }

  private static void store(Block block, FMatrixRMaj[] sums, int firstRow, int endRow) {
    float[] out = block.c.data();
    int step = block.c.columnStep();
    for (int i = firstRow; i < endRow; i++) {
      float[] sum = sums[i].data;
      int at = (block.row + i) * block.c.rowStep() + block.column * step;
      if (step == 1) {
        System.arraycopy(sum, 0, out, at, block.columns);
      } else {
        for (int j = 0; j < block.columns; j++, at += step) {
          out[at] = sum[j];
        }
      }
    }
  }
}
