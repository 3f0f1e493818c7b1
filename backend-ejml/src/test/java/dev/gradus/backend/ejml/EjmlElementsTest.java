package dev.gradus.backend.ejml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EjmlElementsTest {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    3,
    -7.25,
    20,
    -20,
    88,
    -104,
    1e-7f,
    -1e-7f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  /** Applies to both, and holds the results against each other. */
  private static void compare(
      TensorOps ops, String what, int units, Function<TensorOps, Tensor> operation) {
    TensorOps reference = new ReferenceOps(ops.precision());
    double[] expected = reference.doubles(operation.apply(reference));
    double[] actual = ops.doubles(operation.apply(ops));
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      // Equal bits settle zeros with their sign, infinities and NaN.
      if (Double.compare(expected[i], actual[i]) != 0
          && !(expected[i] != 0
              && Math.abs(actual[i] - expected[i]) <= units * ulp(ops, expected[i]))) {
        fail("%s at %d: %s, expected %s".formatted(what, i, actual[i], expected[i]));
      }
    }
  }

  private static double ulp(TensorOps ops, double value) {
    return ops.precision() == Precision.F32 ? Math.ulp((float) value) : Math.ulp(value);
  }

  private static Tensor special(TensorOps ops) {
    return ops.tensor(Shape.of(SPECIAL.length), SPECIAL);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void roundedOperationsEqualTheReference(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 2)) {
      compare(ops, "addScalar", 0, o -> o.addScalar(special(o), 0.1));
      compare(ops, "scale", 0, o -> o.scale(special(o), -0.1));
      compare(ops, "max", 0, o -> o.max(special(o), 0.1));
      compare(ops, "max with −0", 0, o -> o.max(special(o), -0.0));
      compare(ops, "relu", 0, o -> o.relu(special(o)));
      compare(ops, "sqrt", 0, o -> o.sqrt(special(o)));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void functionsAreWithinAFewUnitsOfTheReference(Precision precision) {
    int units = precision == Precision.F32 ? 1 : 4;
    try (TensorOps ops = Samples.open(precision, 1)) {
      for (int size : Samples.AWKWARD) {
        checkFunctions(ops, units, o -> Samples.matrix(o, 3, size, size));
      }
      checkFunctions(ops, units, EjmlElementsTest::special);
    }
  }

  private static void checkFunctions(
      TensorOps ops, int units, Function<TensorOps, Tensor> operand) {
    compare(ops, "exp", units, o -> o.exp(operand.apply(o)));
    compare(ops, "log", units, o -> o.log(operand.apply(o)));
    compare(ops, "tanh", units, o -> o.tanh(operand.apply(o)));
    compare(ops, "expm1", units, o -> o.expm1(operand.apply(o)));
    compare(ops, "log1p", units, o -> o.log1p(operand.apply(o)));
    // The reference itself is several units off in f64; ErrorFunctionTest has the exact digits.
    compare(ops, "erf", 4 * units, o -> o.erf(operand.apply(o)));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void binaryOperationsEqualTheReferenceInEveryBroadcast(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 2)) {
      for (int n : Samples.AWKWARD) {
        for (Shape b : List.of(Shape.of(7, n), Shape.of(n), Shape.of(7, 1), Shape.scalar())) {
          Function<TensorOps, Tensor> left = o -> Samples.matrix(o, 7, n, 1);
          Function<TensorOps, Tensor> right = o -> o.tensor(b, Samples.values(b.size(), 2));
          compare(ops, "add " + b, 0, o -> o.add(left.apply(o), right.apply(o)));
          compare(ops, "sub " + b, 0, o -> o.sub(left.apply(o), right.apply(o)));
          compare(ops, "mul " + b, 0, o -> o.mul(left.apply(o), right.apply(o)));
          compare(ops, "div " + b, 0, o -> o.div(left.apply(o), right.apply(o)));
          compare(
              ops,
              "select " + b,
              0,
              o -> o.select(Samples.matrix(o, 7, n, 3), left.apply(o), right.apply(o)));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void selectionNeverMultiplies(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 1)) {
      compare(
          ops, "select", 0, o -> o.select(special(o), o.full(special(o).shape(), 2), special(o)));
      compare(ops, "reluGrad", 0, o -> o.reluGrad(special(o), special(o)));
      compare(ops, "reluGrad", 0, o -> o.reluGrad(o.scale(special(o), -1), special(o)));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void updatesEqualTheReferenceWithinOneRounding(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 1)) {
      for (double keep : new double[] {1, 0.5, -2}) {
        // The reference rounds once; here each product is rounded, and exact for these factors.
        compare(ops, "update, keep " + keep, 0, o -> updated(o, Samples.values(33, 1), keep, 0.25));
      }
    }
  }

  private static Tensor updated(TensorOps ops, double[] start, double keep, double factor) {
    Tensor target = ops.tensor(Shape.of(start.length), start);
    Tensor delta = ops.tensor(target.shape(), Samples.values(start.length, 2));
    ops.updateInPlace(target, keep, factor, delta);
    return target;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void anUpdateThatKeepsNothingForgetsNaN(Precision precision) {
    try (TensorOps ops = Samples.open(precision, 1)) {
      compare(ops, "forgetting", 0, o -> updated(o, SPECIAL, 0, 0.1));
      Tensor own = ops.full(Shape.of(3), 2);
      ops.updateInPlace(own, 3, 0.5, own);
      assertArrayEquals(new double[] {7, 7, 7}, ops.doubles(own));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gathersAndScattersEqualTheReference(Precision precision) {
    int[] rows = {2, 0, 2, 6, 2};
    IndexMap map = IndexMap.of(13, 12, IndexMap.ABSENT, 0, 0, 5, 12);
    try (TensorOps ops = Samples.open(precision, 1)) {
      compare(ops, "gatherRows", 0, o -> o.gatherRows(Samples.matrix(o, 7, 13, 1), rows));
      compare(ops, "gatherColumns", 0, o -> o.gatherColumns(Samples.matrix(o, 7, 13, 1), map));
      // Small integers add exactly, so that the order of rounding does not matter.
      Function<TensorOps, Tensor> whole = o -> o.tensor(Shape.of(5, 6), wholeNumbers(30));
      compare(ops, "scatterAddRows", 0, o -> o.scatterAddRows(whole.apply(o), rows, 9));
      compare(ops, "scatterAddColumns", 0, o -> o.scatterAddColumns(whole.apply(o), map));
    }
  }

  private static double[] wholeNumbers(int size) {
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i * 7 % 11 - 5;
    }
    return numbers;
  }
}
