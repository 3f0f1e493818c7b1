package dev.gradus.conformance;

import dev.gradus.tensor.Kernels.Binary;
import dev.gradus.tensor.Kernels.Unary;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** Makes backends on plain arrays of which one kernel is spoiled, in a line or two. */
final class Mutants {
  private Mutants() {}

  /** The operands of one matrix product, as its kernel is given them. */
  record Product(double[] a, boolean transA, double[] b, boolean transB, int m, int n, int k) {
    double left(int i, int l) {
      return a[transA ? l * m + i : i * k + l];
    }

    double right(int l, int j) {
      return b[transB ? j * k + l : l * n + j];
    }
  }

  /** Spoils what a product has computed. */
  interface AfterProduct {
    void spoil(Product product, double[] out);
  }

  static Function<Precision, TensorOps> product(AfterProduct after) {
    return p ->
        new PlainOps(p) {
          @Override
          protected void matmul(
              double[] a, boolean ta, double[] b, boolean tb, double[] out, int m, int n, int k) {
            super.matmul(a, ta, b, tb, out, m, n, k);
            after.spoil(new Product(a, ta, b, tb, m, n, k), out);
          }
        };
  }

  /** One element of a product with its terms changed. */
  interface Element {
    double of(Product product, int i, int j);
  }

  static Function<Precision, TensorOps> productOf(Element element) {
    return product(
        (x, out) -> {
          for (int i = 0; i < x.m; i++) {
            for (int j = 0; j < x.n; j++) {
              out[i * x.n + j] = element.of(x, i, j);
            }
          }
        });
  }

  /** Another function of an element x; its constant, if it has one, comes second. */
  static Function<Precision, TensorOps> function(Unary spoiled, DoubleBinaryOperator f) {
    return p ->
        new PlainOps(p) {
          @Override
          double apply(Unary function, double c, double x) {
            return function == spoiled ? f.applyAsDouble(x, c) : super.apply(function, c, x);
          }
        };
  }

  /** Another function of two elements. */
  static Function<Precision, TensorOps> function(Binary spoiled, DoubleBinaryOperator f) {
    return p ->
        new PlainOps(p) {
          @Override
          double apply(Binary function, double x, double y) {
            return function == spoiled ? f.applyAsDouble(x, y) : super.apply(function, x, y);
          }
        };
  }

  /** Spoils what a reduction has computed. */
  interface AfterReduction {
    void spoil(double[] a, double[] out, int rows, int columns);
  }

  static Function<Precision, TensorOps> rowSums(AfterReduction after) {
    return p ->
        new PlainOps(p) {
          @Override
          protected void rowSums(double[] a, double[] out, int rows, int columns) {
            super.rowSums(a, out, rows, columns);
            after.spoil(a, out, rows, columns);
          }
        };
  }

  static Function<Precision, TensorOps> columnSums(AfterReduction after) {
    return p ->
        new PlainOps(p) {
          @Override
          protected void columnSums(double[] a, double[] out, int rows, int columns) {
            super.columnSums(a, out, rows, columns);
            after.spoil(a, out, rows, columns);
          }
        };
  }

  static Function<Precision, TensorOps> rowMaxima(AfterReduction after) {
    return p ->
        new PlainOps(p) {
          @Override
          protected void rowMaxima(double[] a, double[] out, int rows, int columns) {
            super.rowMaxima(a, out, rows, columns);
            after.spoil(a, out, rows, columns);
          }
        };
  }

  /** Spoils what the places of the maxima are. */
  interface AfterArgMax {
    void spoil(double[] a, int[] out, int rows, int columns);
  }

  static Function<Precision, TensorOps> rowArgMax(AfterArgMax after) {
    return p ->
        new PlainOps(p) {
          @Override
          protected void rowArgMax(double[] a, int[] out, int rows, int columns) {
            super.rowArgMax(a, out, rows, columns);
            after.spoil(a, out, rows, columns);
          }
        };
  }
}
