package dev.gradus.backend.nd4j;

import dev.gradus.tensor.Kernels.Binary;
import dev.gradus.tensor.Kernels.Unary;
import dev.gradus.tensor.Shapes.Broadcast;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.AddOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The kernels that ND4J computes, in either precision and on the device that it runs on.
 *
 * <p>Arguments as in {@link dev.gradus.tensor.Kernels}. The views made here share the memory of the
 * array and own none, so there is nothing to release. Without state, safe for many threads.
 */
final class NativeKernels {
  /** The flat array as a row-major matrix. */
  private static INDArray matrix(NativeArray a, int rows, int columns) {
    return Nd4j.create(
        a.array().data(), new long[] {rows, columns}, new long[] {columns, 1}, 0, 'c');
  }

  /** The flat array, a row-major {@code [rows, columns]}, read by columns: its transpose. */
  private static INDArray transposed(NativeArray a, int rows, int columns) {
    return Nd4j.create(
        a.array().data(), new long[] {columns, rows}, new long[] {1, columns}, 0, 'f');
  }

  /**
   * BLAS thinks in columns, and a row-major matrix read by columns is its transpose. So Cᵀ =
   * op(B)ᵀ·op(A)ᵀ is computed, which writes C row by row in place.
   */
  void matmul(
      NativeArray a,
      boolean transA,
      NativeArray b,
      boolean transB,
      NativeArray out,
      int m,
      int n,
      int k) {
    INDArray left = transB ? transposed(b, n, k) : transposed(b, k, n);
    INDArray right = transA ? transposed(a, k, m) : transposed(a, m, k);
    MMulTranspose transpose = MMulTranspose.builder().transposeA(transB).transposeB(transA).build();
    run(new Mmul(left, right, transposed(out, m, n), 1, 0, transpose));
  }

  /** All but TANH, EXPM1 and LOG1P, of which ND4J loses the digits near 0. */
  void unary(Unary function, double c, NativeArray in, NativeArray result) {
    INDArray a = in.array();
    INDArray out = result.array();
    run(
        switch (function) {
          case ADD_SCALAR -> new ScalarAdd(a, null, out, c);
          case SCALE -> new ScalarMultiplication(a, null, out, c);
          case MAX -> new RectifiedLinear(a, out, c); // ScalarMax turns NaN into the floor
          case EXP -> new Exp(a, out);
          case LOG -> new Log(a, out);
          case SQRT -> new Sqrt(a, out);
          case ERF -> new Erf(a, out);
          default -> throw new IllegalArgumentException("unary: ND4J is not used for " + function);
        });
  }

  void binary(
      Binary function,
      NativeArray a,
      NativeArray b,
      Broadcast broadcast,
      NativeArray out,
      int rows,
      int columns) {
    INDArray x = matrix(a, rows, columns);
    INDArray y =
        switch (broadcast) {
          case SAME -> matrix(b, rows, columns);
          case ROW -> matrix(b, 1, columns);
          case COLUMN -> matrix(b, rows, 1);
          case ELEMENT -> matrix(b, 1, 1);
        };
    INDArray z = matrix(out, rows, columns);
    run(
        switch (function) {
          case ADD -> new AddOp(x, y, z);
          case SUB -> new SubOp(x, y, z);
          case MUL -> new MulOp(x, y, z);
          case DIV -> new DivOp(x, y, z);
        });
  }

  private static void run(Op op) {
    Nd4j.getExecutioner().exec(op);
  }

  private static void run(CustomOp op) {
    Nd4j.getExecutioner().exec(op);
  }
}
