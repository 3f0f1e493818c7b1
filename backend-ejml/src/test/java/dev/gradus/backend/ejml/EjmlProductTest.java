package dev.gradus.backend.ejml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EjmlProductTest {
  /** A, B and which of them is transposed; m, n and k choose all branches and tile borders. */
  private enum Kind {
    PLAIN,
    TRANS_A,
    TRANS_B,
    AFFINE;

    double[] compute(TensorOps ops, int m, int n, int k, double[] a, double[] b, double[] bias) {
      Tensor left = ops.tensor(this == TRANS_A ? Shape.of(k, m) : Shape.of(m, k), a);
      boolean transB = this == TRANS_B || this == AFFINE;
      Tensor right = ops.tensor(transB ? Shape.of(n, k) : Shape.of(k, n), b);
      return ops.doubles(
          switch (this) {
            case PLAIN -> ops.matmul(left, right);
            case TRANS_A -> ops.matmulTransA(left, right);
            case TRANS_B -> ops.matmulTransB(left, right);
            case AFFINE -> ops.affine(left, right, ops.tensor(Shape.of(n), bias));
          });
    }
  }

  /** |error| ≤ (k + 2)·u·(Σ|a||b| + |bias|), once for each side. */
  private static void check(TensorOps ops, Kind kind, int m, int n, int k) {
    TensorOps reference = new ReferenceOps(Precision.F64);
    double[] a = Samples.values(m * k, 1);
    double[] b = Samples.values(k * n, 2);
    double[] bias = Samples.values(n, 3);
    double[] expected = kind.compute(reference, m, n, k, a, b, bias);
    double[] scale =
        kind.compute(
            reference,
            m,
            n,
            k,
            Samples.magnitudes(a),
            Samples.magnitudes(b),
            Samples.magnitudes(bias));
    double[] actual = kind.compute(ops, m, n, k, a, b, bias);
    for (int i = 0; i < expected.length; i++) {
      double bound = 2 * (k + 2) * ops.precision().unitRoundoff() * scale[i];
      if (!(Math.abs(actual[i] - expected[i]) <= bound)) {
        fail(
            "%s %d·%d·%d at %d: %s, expected %s ± %s"
                .formatted(kind, m, n, k, i, actual[i], expected[i], bound));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyProductIsWithinItsRoundingBound(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 2)) {
      for (Kind kind : Kind.values()) {
        for (int size : Samples.AWKWARD) {
          check(ops, kind, size, 17, 33);
          check(ops, kind, 17, size, 33);
          check(ops, kind, 17, 33, size);
        }
        check(ops, kind, 3, 300, 130);
        check(ops, kind, 33, 300, 130);
        check(ops, kind, 100, 50, 784);
        check(ops, kind, 50, 784, 100);
        check(ops, kind, 1, 1, 4098);
        check(ops, kind, 5, 1030, 300); // rows cut in three, the inner dimension in two
        check(ops, kind, 600, 130, 9); // two blocks of rows
        check(ops, kind, 300, 40, 260);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyNumberOfThreadsGivesTheSameBits(Precision precision) {
    for (Kind kind : Kind.values()) {
      for (int[] mnk : new int[][] {{100, 50, 784}, {50, 784, 100}, {7, 513, 300}, {33, 1, 4098}}) {
        int m = mnk[0];
        int n = mnk[1];
        int k = mnk[2];
        double[] a = Samples.values(m * k, 1);
        double[] b = Samples.values(k * n, 2);
        double[] bias = Samples.values(n, 3);
        double[] one = null;
        for (int threads : new int[] {1, 2, 3, 8}) {
          try (TensorOps ops = Samples.open(precision, threads)) {
            double[] result = kind.compute(ops, m, n, k, a, b, bias);
            if (one == null) {
              one = result;
            }
            assertArrayEquals(one, result, kind + " with " + threads + " threads");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void nothingIsSkippedWhereAFactorIsZero(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 1)) {
      for (int rows : new int[] {1, 9}) {
        Tensor zeros = ops.full(Shape.of(rows, 5), 0);
        Tensor infinite = ops.full(Shape.of(5, 5), Double.POSITIVE_INFINITY);
        for (Tensor product :
            new Tensor[] {ops.matmul(zeros, infinite), ops.matmulTransB(zeros, infinite)}) {
          for (double value : ops.doubles(product)) {
            assertEquals(Double.NaN, value);
          }
        }
      }
    }
  }
}
