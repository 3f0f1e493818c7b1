package dev.gradus.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the conformance tests don't ask, of both ways to compute. */
final class Nd4jOpsTest {
  private static final Map<String, BiFunction<TensorOps, Tensor, Tensor>> FUNCTIONS =
      Map.of(
          "exp", TensorOps::exp,
          "log", TensorOps::log,
          "sqrt", TensorOps::sqrt,
          "tanh", TensorOps::tanh,
          "expm1", TensorOps::expm1,
          "log1p", TensorOps::log1p,
          "erf", TensorOps::erf);

  /** They are never closed: the tests share them. */
  static Stream<Named<TensorOps>> instances() {
    int threads = BackendConfig.defaults().threads();
    Nd4jProcess.enter(Library.CPU, threads);
    return Stream.of(Precision.values())
        .flatMap(
            p ->
                Stream.of(
                    Named.of(p + " loops", new Nd4jOps(p, threads, true, Integer.MAX_VALUE)),
                    Named.of(p + " copies", new Nd4jOps(p, threads, false, 0))));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void functionsOfOneElementAgreeWithinTwoUlp(TensorOps ops) {
    Random random = new Random(1);
    double[] numbers = random.doubles(207, -4, 4).toArray();
    double[] positive = random.doubles(207, 0, 4).toArray();
    double[] nearZero = random.doubles(207, -1e-9, 1e-9).toArray();
    FUNCTIONS.forEach(
        (name, f) -> {
          // C's library and the specification's expansion differ in the last digits of f64.
          int ulps = name.equals("erf") && ops.precision() == Precision.F64 ? 8 : 2;
          for (double[] x : List.of(numbers, positive, nearZero)) {
            agree(name, ulps, ops, f, x);
          }
        });
  }

  private static void agree(
      String name,
      int ulps,
      TensorOps ops,
      BiFunction<TensorOps, Tensor, Tensor> f,
      double[] numbers) {
    ReferenceOps reference = new ReferenceOps(ops.precision());
    Shape shape = Shape.of(numbers.length);
    double[] expected = reference.doubles(f.apply(reference, reference.tensor(shape, numbers)));
    double[] actual = ops.doubles(f.apply(ops, ops.tensor(shape, numbers)));
    for (int i = 0; i < expected.length; i++) {
      double ulp =
          ops.precision() == Precision.F32 ? Math.ulp((float) expected[i]) : Math.ulp(expected[i]);
      if (Double.compare(expected[i], actual[i]) != 0) { // NaN has no unit in the last place
        assertEquals(expected[i], actual[i], ulps * ulp, name + " of " + numbers[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void productsForgetWhatTheirMemoryHeld(TensorOps ops) {
    Tensor x = ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4});
    for (int i = 0; i < 100; i++) { // memory just given back, full of NaN, comes to the product
      Scope scope = ops.scope();
      ops.full(Shape.of(2, 2), Double.NaN);
      scope.close();
      assertArrayEquals(new double[] {7, 10, 15, 22}, ops.doubles(ops.matmul(x, x)));
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void rowsAndColumnsForgetWhatTheirMemoryHeld(TensorOps ops) {
    Tensor w = ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4});
    Tensor row = ops.tensor(Shape.of(1, 2), new double[] {5, 6});
    Tensor column = ops.tensor(Shape.of(2, 1), new double[] {5, 6});
    for (int i = 0; i < 100; i++) {
      Scope scope = ops.scope();
      ops.full(Shape.of(2), Double.NaN);
      ops.full(Shape.of(2), Double.NaN);
      scope.close();
      try (Scope products = ops.scope()) {
        assertArrayEquals(new double[] {23, 34}, ops.doubles(ops.matmul(row, w)));
        assertArrayEquals(new double[] {17, 39}, ops.doubles(ops.matmul(w, column)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void productsOfEveryShapeAndOrientationAreWithinTheirRoundingBound(TensorOps ops) {
    int[][] shapes = {
      {1, 50, 784},
      {1, 1, 1},
      {33, 1, 50},
      {1, 300, 400},
      {100, 50, 784},
      {50, 784, 100},
      {9, 300, 70}
    };
    for (int[] mnk : shapes) {
      int m = mnk[0];
      int n = mnk[1];
      int k = mnk[2];
      for (int orientation = 0; orientation < 4; orientation++) {
        double[] a = new Random(3).doubles((long) m * k, -1, 1).map(v -> (float) v).toArray();
        double[] b = new Random(4).doubles((long) k * n, -1, 1).map(v -> (float) v).toArray();
        double[] expected = product(new ReferenceOps(Precision.F64), orientation, m, n, k, a, b);
        double[] actual = product(ops, orientation, m, n, k, a, b);
        double bound = 2 * (k + 2) * ops.precision().unitRoundoff() * k;
        assertArrayEquals(expected, actual, bound, orientation + ": " + m + "·" + n + "·" + k);
      }
    }
  }

  private static double[] product(
      TensorOps ops, int orientation, int m, int n, int k, double[] a, double[] b) {
    Tensor left = ops.tensor(orientation == 1 ? Shape.of(k, m) : Shape.of(m, k), a);
    Tensor right = ops.tensor(orientation >= 2 ? Shape.of(n, k) : Shape.of(k, n), b);
    return ops.doubles(
        switch (orientation) {
          case 0 -> ops.matmul(left, right);
          case 1 -> ops.matmulTransA(left, right);
          case 2 -> ops.matmulTransB(left, right);
          default -> ops.affine(left, right, ops.full(Shape.of(n), 0.5));
        });
  }

  @ParameterizedTest
  @MethodSource("instances")
  void manyThreadsComputeTheSameAtOnce(TensorOps ops) {
    double[] numbers = new Random(2).doubles(33 * 33, -1, 1).toArray();
    List<double[]> results =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(
                i -> {
                  Tensor x = ops.tensor(Shape.of(33, 33), numbers);
                  return ops.doubles(ops.softmax(ops.matmulTransA(x, x)));
                })
            .toList();
    assertTrue(results.get(0)[0] > 0);
    for (double[] result : results) {
      assertArrayEquals(results.get(0), result);
    }
  }
}
