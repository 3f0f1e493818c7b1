package dev.gradus.backend.nd4j;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Products by the OpenBLAS that ND4J itself has loaded and multiplies with, called without ND4J in
 * between, which would take 35 µs a call: as long as OpenBLAS needs for 100³.
 *
 * <p>All matrices are row-major. Without state, safe for many threads.
 */
final class OpenBlas {
  private OpenBlas() {}

  /**
   * A matrix in native memory.
   *
   * @param data of all of it
   * @param offset of this part's first element
   * @param stride from one row to the next
   */
  record Matrix(Pointer data, long offset, int stride, boolean transposed) {
    /** From so many rows and columns on, counted after the transposition. */
    Matrix from(int row, int column) {
      long skipped = transposed ? (long) column * stride + row : (long) row * stride + column;
      return new Matrix(data, offset + skipped, stride, transposed);
    }

    private int op() {
      return transposed ? CblasTrans : CblasNoTrans;
    }

    private FloatPointer floats() {
      return ((FloatPointer) data).getPointer(offset);
    }

    private DoublePointer doubles() {
      return ((DoublePointer) data).getPointer(offset);
    }
  }

  /**
   * C = op(A)·op(B) + keep·C.
   *
   * @param a {@code [m, k]} after its transposition
   * @param b {@code [k, n]} after its transposition
   * @param c {@code [m, n]}, not transposed
   * @param keep 0 or 1; with 0, C is not read
   */
  static void multiply(Matrix a, Matrix b, int keep, Matrix c, int m, int n, int k) {
    if (m == 1 && !a.transposed) {
      // A row times B is Bᵀ times a column.
      multiply(b, !b.transposed, k, n, a, keep, c);
    } else if (a.data instanceof FloatPointer) {
      cblas_sgemm(
          CblasRowMajor,
          a.op(),
          b.op(),
          m,
          n,
          k,
          1,
          a.floats(),
          a.stride,
          b.floats(),
          b.stride,
          keep,
          c.floats(),
          c.stride);
    } else {
      cblas_dgemm(
          CblasRowMajor,
          a.op(),
          b.op(),
          m,
          n,
          k,
          1,
          a.doubles(),
          a.stride,
          b.doubles(),
          b.stride,
          keep,
          c.doubles(),
          c.stride);
    }
  }

  /** y = Bᵀ·x + keep·y, of the {@code [k, n]} that B is after its own transposition. */
  private static void multiply(
      Matrix b, boolean trans, int k, int n, Matrix x, int keep, Matrix y) {
    int rows = b.transposed ? n : k;
    int columns = b.transposed ? k : n;
    int op = trans ? CblasTrans : CblasNoTrans;
    if (b.data instanceof FloatPointer) {
      cblas_sgemv(
          CblasRowMajor,
          op,
          rows,
          columns,
          1,
          b.floats(),
          b.stride,
          x.floats(),
          1,
          keep,
          y.floats(),
          1);
    } else {
      cblas_dgemv(
          CblasRowMajor,
          op,
          rows,
          columns,
          1,
          b.doubles(),
          b.stride,
          x.doubles(),
          1,
          keep,
          y.doubles(),
          1);
    }
  }
}
