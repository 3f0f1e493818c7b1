package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Every operation against the specification, at sizes around the vector lengths. */
final class Parity {
  static final int[] SIZES = {1, 2, 3, 7, 8, 9, 13, 15, 16, 17, 31, 33, 63, 65, 100, 207};

  private final TensorOps vector;
  private final TensorOps reference;
  private final double epsilon;

  Parity(TensorOps vector) {
    this.vector = vector;
    this.reference = new ReferenceOps(vector.precision());
    this.epsilon = vector.precision() == Precision.F32 ? 0x1p-24 : 0x1p-53;
  }

  void products(int m, int n, int k) {
    double tolerance = 2 * epsilon * (k + 8);
    String where = m + "x" + n + "x" + k;
    double[] a = numbers(m * k, 1);
    double[] b = numbers(k * n, 2);
    compare(
        "matmul " + where,
        tolerance,
        ops -> ops.matmul(ops.tensor(Shape.of(m, k), a), ops.tensor(Shape.of(k, n), b)));
    compare(
        "matmulTransA " + where,
        tolerance,
        ops -> ops.matmulTransA(ops.tensor(Shape.of(k, m), a), ops.tensor(Shape.of(k, n), b)));
    compare(
        "matmulTransB " + where,
        tolerance,
        ops -> ops.matmulTransB(ops.tensor(Shape.of(m, k), a), ops.tensor(Shape.of(n, k), b)));
    double[] bias = numbers(n, 3);
    compare(
        "affine " + where,
        tolerance,
        ops ->
            ops.affine(
                ops.tensor(Shape.of(m, k), a),
                ops.tensor(Shape.of(n, k), b),
                ops.tensor(Shape.of(n), bias)));
    compare(
        "affineRelu " + where,
        tolerance,
        ops ->
            ops.affineRelu(
                ops.tensor(Shape.of(m, k), a),
                ops.tensor(Shape.of(n, k), b),
                ops.tensor(Shape.of(n), bias)));
  }

  /** Products beyond one slice, block or task, and such as are packed. */
  void largeProducts() {
    products(67, 33, 2100);
    products(130, 1100, 350);
    products(130, 601, 20);
    products(700, 9, 31);
    products(6, 4098, 17);
    products(48, 1100, 70); // turned, if B is transposed
  }

  void elementwise(int m, int n) {
    double[] a = numbers(m * n, 4);
    Function<TensorOps, Tensor> x = ops -> ops.tensor(Shape.of(m, n), a);
    for (Shape shape : new Shape[] {Shape.of(m, n), Shape.of(n), Shape.of(m, 1), Shape.scalar()}) {
      double[] b = numbers(shape.size(), 5);
      Function<TensorOps, Tensor> y = ops -> ops.tensor(shape, b);
      String where = m + "x" + n + " with " + shape;
      BiFunction<String, BiFunction<TensorOps, Tensor, Tensor>, Void> check =
          (name, f) -> {
            compare(name + " " + where, 0, ops -> f.apply(ops, y.apply(ops)));
            return null;
          };
      check.apply("add", (ops, t) -> ops.add(x.apply(ops), t));
      check.apply("sub", (ops, t) -> ops.sub(x.apply(ops), t));
      check.apply("mul", (ops, t) -> ops.mul(x.apply(ops), t));
      check.apply("div", (ops, t) -> ops.div(x.apply(ops), t));
      check.apply("select", (ops, t) -> ops.select(x.apply(ops), ops.scale(x.apply(ops), 2), t));
    }
    compare("addScalar", 0, ops -> ops.addScalar(x.apply(ops), 0.1));
    compare("scale", 0, ops -> ops.scale(x.apply(ops), 0.1));
    compare("max", 0, ops -> ops.max(x.apply(ops), 0.1));
    compare("relu", 0, ops -> ops.relu(x.apply(ops)));
    compare("reluGrad", 4 * epsilon, ops -> ops.reluGrad(x.apply(ops), ops.exp(x.apply(ops))));
    compare("exp", 8 * epsilon, ops -> ops.exp(x.apply(ops)));
    compare("log", 8 * epsilon, ops -> ops.log(x.apply(ops)));
    compare("sqrt", 0, ops -> ops.sqrt(x.apply(ops)));
    compare("tanh", 8 * epsilon, ops -> ops.tanh(x.apply(ops)));
    compare("expm1", 8 * epsilon, ops -> ops.expm1(x.apply(ops)));
    compare("log1p", 8 * epsilon, ops -> ops.log1p(x.apply(ops)));
    compare("erf", 8 * epsilon, ops -> ops.erf(x.apply(ops)));
    compare("sigmoid", 8 * epsilon, ops -> ops.sigmoid(x.apply(ops)));
    for (double keep : new double[] {0, 1, 0.9}) {
      double[] b = numbers(m * n, 6);
      compare(
          "updateInPlace " + keep,
          2 * epsilon,
          ops -> {
            Tensor target = ops.tensor(Shape.of(m, n), b);
            ops.updateInPlace(target, keep, -0.1, x.apply(ops));
            return target;
          });
    }
    optimizers(m * n, a);
  }

  /** Parameter and state after a step. */
  private void optimizers(int size, double[] gradient) {
    double[] parameter = numbers(size, 13);
    double[] state = numbers(size, 14);
    AdamStep step = new AdamStep(0.9, 0.999, 0.99, 0.01, 1.5, 0.1);
    Shape shape = Shape.of(size);
    for (int i = 0; i < 3; i++) {
      int which = i;
      compare(
          "adamInPlace " + which,
          8 * epsilon,
          ops -> {
            Tensor mean = ops.tensor(shape, state);
            Tensor[] x = {ops.tensor(shape, parameter), mean, ops.mul(mean, mean)};
            ops.adamInPlace(x[0], x[1], x[2], ops.tensor(shape, gradient), step);
            return x[which];
          });
    }
    for (int i = 0; i < 2; i++) {
      int which = i;
      compare(
          "momentumInPlace " + which,
          4 * epsilon,
          ops -> {
            Tensor[] x = {ops.tensor(shape, parameter), ops.tensor(shape, state)};
            ops.momentumInPlace(x[0], x[1], ops.tensor(shape, gradient), 0.9, 0.1);
            return x[which];
          });
    }
  }

  void rows(int m, int n) {
    double[] a = numbers(m * n, 7);
    Function<TensorOps, Tensor> x = ops -> ops.tensor(Shape.of(m, n), a);
    String where = " " + m + "x" + n;
    compare("columnSums" + where, epsilon * (m + 4), ops -> ops.columnSums(x.apply(ops)));
    compare("rowSums" + where, epsilon * (n + 4), ops -> ops.rowSums(x.apply(ops)));
    compare("rowMaxima" + where, 0, ops -> ops.rowMaxima(x.apply(ops)));
    compare("softmax" + where, 16 * epsilon, ops -> ops.softmax(x.apply(ops)));
    assertArrayEquals(
        reference.rowArgMax(x.apply(reference)), vector.rowArgMax(x.apply(vector)), where);

    int[] labels = new Random(8).ints(m, 0, n).toArray();
    LossAndGradient expected = reference.softmaxCrossEntropy(x.apply(reference), labels);
    LossAndGradient actual = vector.softmaxCrossEntropy(x.apply(vector), labels);
    assertEquals(expected.loss(), actual.loss(), epsilon * (m + 16) * (1 + expected.loss()), where);
    assertArrayEquals(
        reference.doubles(expected.gradient()),
        vector.doubles(actual.gradient()),
        16 * epsilon / m,
        "softmaxCrossEntropy" + where);

    int[] picked = new Random(9).ints(2L * m, 0, m).toArray();
    compare("gatherRows" + where, 0, ops -> ops.gatherRows(x.apply(ops), picked));
    byte[] bytes = new byte[m * n];
    new Random(15).nextBytes(bytes);
    compare("gatherBytes" + where, 0, ops -> ops.gatherBytes(bytes, Shape.of(n), picked, 255));
    int[] targets = new Random(10).ints(m, 0, 5).toArray();
    compare(
        "scatterAddRows" + where,
        epsilon * (m + 1),
        ops -> ops.scatterAddRows(x.apply(ops), targets, 5));
    IndexMap gather = IndexMap.of(n, new Random(11).ints(2L * n, IndexMap.ABSENT, n).toArray());
    compare("gatherColumns" + where, 0, ops -> ops.gatherColumns(x.apply(ops), gather));
    IndexMap scatter = IndexMap.of(3, new Random(12).ints(n, IndexMap.ABSENT, 3).toArray());
    compare(
        "scatterAddColumns" + where,
        epsilon * (n + 1),
        ops -> ops.scatterAddColumns(x.apply(ops), scatter));
  }

  @SuppressWarnings("try") // the scopes make kernels write into used arrays
  private void compare(String name, double tolerance, Function<TensorOps, Tensor> operation) {
    double[] expected;
    double[] actual;
    try (Scope specified = reference.scope();
        Scope computed = vector.scope()) {
      expected = reference.doubles(operation.apply(reference));
      actual = vector.doubles(operation.apply(vector));
    }
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      double bound = tolerance * Math.max(1, Math.abs(expected[i]));
      boolean exact = bound == 0 || !Double.isFinite(expected[i]);
      assertEquals(expected[i], actual[i], exact ? Double.MIN_VALUE : bound, name + " at " + i);
    }
  }

  /** Sums of a million terms: pairwise, so that the error is far from a unit for each term. */
  void longSums() {
    int size = 1_000_003;
    double[] a = new double[size];
    Arrays.fill(a, 0.1f); // added one by one, its rounding errors would all have one sign
    double tolerance = 24 * epsilon; // of the sum
    compare("rowSums", tolerance, ops -> ops.rowSums(ops.tensor(Shape.of(1, size), a)));
    compare("columnSums", tolerance, ops -> ops.columnSums(ops.tensor(Shape.of(size, 1), a)));
  }

  /** Numbers that both precisions hold exactly. */
  private static double[] numbers(int size, long seed) {
    Random random = new Random(seed);
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextFloat() * 2 - 1;
    }
    return numbers;
  }
}
