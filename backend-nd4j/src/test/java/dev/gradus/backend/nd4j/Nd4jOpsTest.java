package dev.gradus.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.nd4j.Comparison.Operands;
import dev.gradus.backend.nd4j.Instances.Named;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Nd4jOpsTest {
  private static final int[] SIZES = {1, 2, 3, 7, 8, 13, 16, 17, 33, 100, 207};
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  static List<Named> instances() {
    return Instances.all();
  }

  @ParameterizedTest
  @MethodSource("instances")
  void productsOfAllOrientationsAgreeAtAwkwardSizes(Named named) {
    Comparison c = new Comparison(named.ops());
    Random random = new Random(1);
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : new int[] {1, 2, 7, SIZES[random.nextInt(SIZES.length)]}) {
          products(c, m, n, k);
        }
      }
    }
  }

  private static void products(Comparison c, int m, int n, int k) {
    String sizes = " %d·%d·%d".formatted(m, k, n);
    double[] a = c.numbers(m * k, m + 31L * k);
    double[] b = c.numbers(k * n, n + 57L * k);
    Operands plain = Operands.of(Shape.of(m, k), a).and(Shape.of(k, n), b);
    c.agreesBySize("matmul" + sizes, k, plain, (o, t) -> o.matmul(t[0], t[1]));
    Operands transA = Operands.of(Shape.of(k, m), a).and(Shape.of(k, n), b);
    c.agreesBySize("matmulTransA" + sizes, k, transA, (o, t) -> o.matmulTransA(t[0], t[1]));
    Operands transB = Operands.of(Shape.of(m, k), a).and(Shape.of(n, k), b);
    c.agreesBySize("matmulTransB" + sizes, k, transB, (o, t) -> o.matmulTransB(t[0], t[1]));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void productsCarryNanAndForgetWhatTheResultHeld(Named named) {
    TensorOps ops = named.ops();
    Tensor a = ops.tensor(Shape.of(2, 2), new double[] {1, NAN, 3, 4});
    Tensor b = ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4});
    assertArrayEquals(new double[] {NAN, NAN, 15, 22}, ops.doubles(ops.matmul(a, b)));
    for (int i = 0; i < 100; i++) { // memory just given back, full of NaN, comes to the products
      Scope scope = ops.scope();
      ops.full(Shape.of(2, 2), NAN);
      scope.close();
      assertArrayEquals(new double[] {7, 10, 15, 22}, ops.doubles(ops.matmul(b, b)));
    }
  }

  private static final Map<String, BiFunction<TensorOps, Tensor[], Tensor>> UNARY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("addScalar", (o, t) -> o.addScalar(t[0], 0.1)),
              Map.entry("scale", (o, t) -> o.scale(t[0], -1.7)),
              Map.entry("max 0", (o, t) -> o.max(t[0], 0)),
              Map.entry("max 0.3", (o, t) -> o.max(t[0], 0.3)),
              Map.entry("max -2", (o, t) -> o.max(t[0], -2)),
              Map.entry("exp", (o, t) -> o.exp(t[0])),
              Map.entry("log", (o, t) -> o.log(t[0])),
              Map.entry("sqrt", (o, t) -> o.sqrt(t[0])),
              Map.entry("tanh", (o, t) -> o.tanh(t[0])),
              Map.entry("expm1", (o, t) -> o.expm1(t[0])),
              Map.entry("log1p", (o, t) -> o.log1p(t[0])),
              Map.entry("erf", (o, t) -> o.erf(t[0]))));

  @ParameterizedTest
  @MethodSource("instances")
  void functionsOfOneElementAgreeWithinTwoUlp(Named named) {
    Comparison c = new Comparison(named.ops());
    for (int size : SIZES) {
      Operands x = Operands.of(Shape.of(size), c.numbers(size, size));
      Operands nearZero = Operands.of(Shape.of(size), scaled(c.numbers(size, size), 0x1p-30));
      UNARY.forEach(
          (name, f) -> {
            // The error functions of C's library and of the specification differ in f64's last
            // digits.
            double ulps = name.equals("erf") && named.ops().precision() == Precision.F64 ? 16 : 2;
            c.agrees(name, ulps, x, f);
            c.agrees(name + " near 0", ulps, nearZero, f);
          });
    }
  }

  private static double[] scaled(double[] x, double factor) {
    return java.util.Arrays.stream(x).map(v -> v * factor).toArray();
  }

  @ParameterizedTest
  @MethodSource("instances")
  void functionsOfOneElementKeepNanInfinitiesAndSubnormals(Named named) {
    Comparison c = new Comparison(named.ops());
    double[] special = special(named.ops().precision());
    Operands x = Operands.of(Shape.of(special.length), special);
    UNARY.forEach((name, f) -> c.agrees(name, 2, x, f));
  }

  private static double[] special(Precision precision) {
    boolean single = precision == Precision.F32;
    double largest = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    double subnormal = single ? Float.MIN_VALUE * 5 : Double.MIN_VALUE * 5;
    return new double[] {
      NAN, INF, -INF, 0.0, -0.0, 1, -1, subnormal, -subnormal, largest, -largest, 20, -20, 0.5
    };
  }

  private static final Map<String, BiFunction<TensorOps, Tensor[], Tensor>> BINARY =
      new TreeMap<>(
          Map.of(
              "add", (o, t) -> o.add(t[0], t[1]),
              "sub", (o, t) -> o.sub(t[0], t[1]),
              "mul", (o, t) -> o.mul(t[0], t[1]),
              "div", (o, t) -> o.div(t[0], t[1])));

  @ParameterizedTest
  @MethodSource("instances")
  void arithmeticBroadcastsRowsColumnsAndElements(Named named) {
    Comparison c = new Comparison(named.ops());
    for (int m : SIZES) {
      for (int n : SIZES) {
        Operands a = Operands.of(Shape.of(m, n), c.numbers(m * n, 3));
        for (Shape b : List.of(Shape.of(m, n), Shape.of(n), Shape.of(m, 1), Shape.scalar())) {
          Operands both = a.and(b, c.numbers(b.size(), 4));
          BINARY.forEach((name, f) -> c.agrees(name + Shape.of(m, n) + b, 0.5, both, f));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void arithmeticWorksOnEveryRankAndKeepsSpecialValues(Named named) {
    Comparison c = new Comparison(named.ops());
    double[] special = special(named.ops().precision());
    int n = special.length;
    double[] left = new double[n * n];
    double[] right = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      left[i] = special[i / n];
      right[i] = special[i % n];
    }
    Operands pairs = Operands.of(Shape.of(n * n), left).and(Shape.of(n * n), right);
    BINARY.forEach((name, f) -> c.agrees(name, 0.5, pairs, f));
    Operands images =
        Operands.of(Shape.of(2, 3, 4, 5), c.numbers(120, 5))
            .and(Shape.of(2, 3, 4, 1), c.numbers(24, 6));
    BINARY.forEach((name, f) -> c.agrees(name, 0.5, images, f));
    Operands scalars =
        Operands.of(Shape.scalar(), new double[] {3}).and(Shape.scalar(), new double[] {7});
    BINARY.forEach((name, f) -> c.agrees(name, 0.5, scalars, f));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void selectLeavesNoTraceOfWhatIsNotChosen(Named named) {
    Comparison c = new Comparison(named.ops());
    double[] condition = {1, 0, -0.0, NAN, -INF, INF};
    double[] a = {1, NAN, INF, -INF, NAN, 6};
    double[] b = {NAN, 2, 3, 4, 5, -INF};
    Operands flat = Operands.of(Shape.of(6), condition).and(Shape.of(6), a).and(Shape.of(6), b);
    c.agrees("select", 0, flat, (o, t) -> o.select(t[0], t[1], t[2]));
    for (int m : SIZES) {
      for (int n : new int[] {1, 3, 17}) {
        Operands x = Operands.of(Shape.of(m, n), c.numbers(m * n, 7));
        x = x.and(Shape.of(m, n), c.numbers(m * n, 8));
        for (Shape s : List.of(Shape.of(m, n), Shape.of(n), Shape.of(m, 1), Shape.scalar())) {
          Operands all = x.and(s, c.numbers(s.size(), 9));
          c.agrees("select " + s, 0, all, (o, t) -> o.select(t[0], t[1], t[2]));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void sumsAreRoundedLikeOneNumber(Named named) {
    Comparison c = new Comparison(named.ops());
    int[][] shapes = {{1, 1}, {1, 7}, {7, 1}, {3, 17}, {33, 8}, {100, 207}, {4098, 3}, {3, 4098}};
    for (int[] s : shapes) {
      Operands x = Operands.of(Shape.of(s), c.numbers(s[0] * s[1], 10));
      c.agreesBySize("columnSums", 16, x, (o, t) -> o.columnSums(t[0]));
      c.agreesBySize("rowSums", 16, x, (o, t) -> o.rowSums(t[0]));
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void aMillionTermsSumWithinTheirLastDigits(Named named) {
    TensorOps ops = named.ops();
    int terms = 1_000_000;
    double[] x = new Random(11).doubles(terms).map(v -> (float) v).toArray();
    double exact = java.util.Arrays.stream(x).sum(); // compensated
    double allowed = 64 * ops.precision().unitRoundoff() * exact;
    Tensor row = ops.tensor(Shape.of(1, terms), x);
    assertEquals(exact, ops.doubles(ops.rowSums(row))[0], allowed);
    Tensor column = ops.reshape(row, Shape.of(terms, 1));
    assertEquals(exact, ops.doubles(ops.columnSums(column))[0], allowed);
  }

  @ParameterizedTest
  @MethodSource("instances")
  void maximaKnowNanInfinitiesAndTies(Named named) {
    TensorOps ops = named.ops();
    double[] rows = {1, 3, 3, 2, NAN, 5, -INF, -INF, -INF, NAN, INF, NAN, -0.0, 0.0, -1};
    Tensor x = ops.tensor(Shape.of(5, 3), rows);
    assertArrayEquals(new double[] {3, NAN, -INF, NAN, 0}, ops.doubles(ops.rowMaxima(x)));
    assertArrayEquals(new int[] {1, 1, 0, 0, 0}, ops.rowArgMax(x));
    Comparison c = new Comparison(ops);
    for (int n : SIZES) {
      Operands some = Operands.of(Shape.of(5, n), c.numbers(5 * n, 12));
      c.agrees("rowMaxima", 0, some, (o, t) -> o.rowMaxima(t[0]));
      ReferenceOps reference = new ReferenceOps(ops.precision());
      assertArrayEquals(reference.rowArgMax(some.on(reference)[0]), ops.rowArgMax(some.on(ops)[0]));
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void gathersAndScattersAreTransposes(Named named) {
    Comparison c = new Comparison(named.ops());
    for (int n : SIZES) {
      int[] rows = {4, 0, 4, 2, 4};
      Operands x = Operands.of(Shape.of(5, n), c.numbers(5 * n, 13));
      c.agrees("gatherRows", 0, x, (o, t) -> o.gatherRows(t[0], rows));
      c.agreesBySize("scatterAddRows", 3, x, (o, t) -> o.scatterAddRows(t[0], rows, 6));
      IndexMap map = IndexMap.of(n, n - 1, IndexMap.ABSENT, 0, n / 2, n - 1);
      c.agrees("gatherColumns", 0, x, (o, t) -> o.gatherColumns(t[0], map));
      Operands y = Operands.of(Shape.of(7, 5), c.numbers(35, 14));
      c.agreesBySize("scatterAddColumns", 5, y, (o, t) -> o.scatterAddColumns(t[0], map));
    }
  }

  @ParameterizedTest
  @MethodSource("instances")
  void updateForgetsTheTargetOnlyWhereItIsToldTo(Named named) {
    Comparison c = new Comparison(named.ops());
    for (int n : SIZES) {
      Operands x = Operands.of(Shape.of(n), c.numbers(n, 15)).and(Shape.of(n), c.numbers(n, 16));
      c.agreesBySize("update", 3, x, (o, t) -> updated(o, t[0], 0.9, 0.25, t[1]));
      c.agrees("update by itself", 2, x, (o, t) -> updated(o, t[0], 1, 0.5, t[0]));
    }
    TensorOps ops = named.ops();
    Tensor lost = ops.full(Shape.of(3), NAN);
    Tensor delta = ops.tensor(Shape.of(3), new double[] {1, 2, INF});
    assertArrayEquals(new double[] {2, 4, INF}, ops.doubles(updated(ops, lost, 0, 2, delta)));
    Tensor kept = ops.full(Shape.of(3), NAN);
    assertArrayEquals(new double[] {NAN, NAN, NAN}, ops.doubles(updated(ops, kept, 1, 0, delta)));
  }

  private static Tensor updated(TensorOps ops, Tensor t, double keep, double factor, Tensor d) {
    ops.updateInPlace(t, keep, factor, d);
    return t;
  }

  @ParameterizedTest
  @MethodSource("instances")
  void numbersCrossTheHostBoundaryInBothFormats(Named named) {
    TensorOps ops = named.ops();
    float[] single = {1.1f, Float.NaN, -0.0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY};
    assertArrayEquals(single, ops.floats(ops.tensor(Shape.of(5), single)));
    double[] wide = {0.1, NAN, -INF, 1e-300};
    double[] held =
        ops.precision() == Precision.F64 ? wide : new double[] {(float) 0.1, NAN, -INF, 0};
    assertArrayEquals(held, ops.doubles(ops.tensor(Shape.of(4), wide)));
    assertArrayEquals(
        new float[] {0.1f, Float.NaN},
        ops.floats(ops.tensor(Shape.of(2), new double[] {0.1, NAN})));
    assertArrayEquals(new double[] {2.5, 2.5}, ops.doubles(ops.full(Shape.of(2), 2.5)));
  }

  @ParameterizedTest
  @MethodSource("instances")
  void softmaxCrossEntropyAgreesAndStaysFinite(Named named) {
    TensorOps ops = named.ops();
    ReferenceOps reference = new ReferenceOps(ops.precision());
    Comparison c = new Comparison(ops);
    for (int n : SIZES) {
      double[] logits = c.numbers(7 * n, 17);
      int[] labels = new int[7];
      for (int i = 0; i < 7; i++) {
        labels[i] = i % n;
      }
      logits[0] = 3e4; // e^3e4 is infinite
      LossAndGradient got = ops.softmaxCrossEntropy(ops.tensor(Shape.of(7, n), logits), labels);
      LossAndGradient want =
          reference.softmaxCrossEntropy(reference.tensor(Shape.of(7, n), logits), labels);
      double u = ops.precision().unitRoundoff();
      assertEquals(want.loss(), got.loss(), 8 * u * Math.max(1, want.loss()));
      assertArrayEquals(reference.doubles(want.gradient()), ops.doubles(got.gradient()), 8 * u);
    }
    Tensor bad = ops.tensor(Shape.of(1, 2), new double[] {NAN, 1});
    assertTrue(Double.isNaN(ops.softmaxCrossEntropy(bad, new int[] {1}).loss()));
  }
}
