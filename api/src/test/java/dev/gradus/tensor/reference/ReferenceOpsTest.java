package dev.gradus.tensor.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** The specification against figures worked out by hand. */
class ReferenceOpsTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final TensorOps ops = new ReferenceOps(Precision.F64);

  private Tensor row(double... values) {
    return ops.tensor(Shape.of(values.length), values);
  }

  private Tensor matrix(int rows, double... values) {
    return ops.tensor(Shape.of(rows, values.length / rows), values);
  }

  private void is(Tensor actual, double... expected) {
    assertArrayEquals(expected, ops.doubles(actual));
  }

  @Test
  void productsInThreeOrientations() {
    Tensor a = matrix(2, 1, 2, 3, 4, 5, 6);
    Tensor b = matrix(3, 7, 8, 9, 10, 11, 12);
    is(ops.matmul(a, b), 58, 64, 139, 154);
    is(ops.matmulTransA(a, a), 17, 22, 27, 22, 29, 36, 27, 36, 45);
    is(ops.matmulTransB(a, a), 14, 32, 32, 77);
  }

  @Test
  void binaryOperationsBroadcast() {
    Tensor a = matrix(2, 1, 2, 3, 4);
    is(ops.add(a, row(10, 20)), 11, 22, 13, 24);
    is(ops.sub(a, matrix(2, 1, 2)), 0, 1, 1, 2);
    is(ops.mul(a, ops.full(Shape.scalar(), 3)), 3, 6, 9, 12);
    is(ops.div(a, a), 1, 1, 1, 1);
  }

  @Test
  void maximumKeepsNotANumberAndSelectTakesNoNotice() {
    is(ops.max(row(-1, 0, 2, NAN), 0), 0, 0, 2, NAN);
    is(ops.select(row(1, 0, -1, NAN), row(1, NAN, INFINITY, 4), row(5, 6, 7, 8)), 1, 6, 7, 8);
    is(ops.reluGrad(row(0, 2, 3), row(INFINITY, NAN, 4)), 0, NAN, 4);
  }

  @Test
  void reductions() {
    Tensor a = matrix(2, 1, 5, 3, 4, 2, 6);
    is(ops.columnSums(a), 5, 7, 9);
    is(ops.rowSums(a), 9, 12);
    is(ops.rowMaxima(a), 5, 6);
    is(ops.rowMaxima(matrix(1, 1, NAN, 3)), NAN);
    assertEquals(21, ops.sum(a));
    assertEquals(Shape.of(2, 1), ops.rowSums(a).shape());
    assertArrayEquals(
        new int[] {1, 0, 1},
        ops.rowArgMax(matrix(3, 1, 3, 3, -INFINITY, -INFINITY, -INFINITY, 9, NAN, NAN)));
  }

  @Test
  void gathersAndTheirTransposes() {
    Tensor a = matrix(3, 1, 2, 3, 4, 5, 6);
    is(ops.gatherRows(a, new int[] {2, 0, 2}), 5, 6, 1, 2, 5, 6);
    is(ops.scatterAddRows(a, new int[] {1, 1, 3}, 4), 0, 0, 4, 6, 0, 0, 5, 6);
    IndexMap map = IndexMap.of(2, 1, IndexMap.ABSENT, 1);
    is(ops.gatherColumns(a, map), 2, 0, 2, 4, 0, 4, 6, 0, 6);
    is(ops.scatterAddColumns(matrix(1, 1, 10, 100), map), 0, 101);
  }

  @Test
  void updatesChangeTheirTargetAndForgetWithKeepZero() {
    Tensor target = row(1, NAN);
    ops.updateInPlace(target, 0, 2, row(3, 4));
    is(target, 6, 8);
    ops.updateInPlace(target, 0.5, -1, target);
    is(target, -3, -4);
    Tensor copy = row(1, 2);
    ops.updateInPlace(copy, 0, 1, row(-0.0, 0.0));
    assertEquals(0x8000000000000000L, Double.doubleToRawLongBits(ops.doubles(copy)[0]), "−0");
    Tensor view = ops.reshape(target, Shape.of(2, 1));
    is(view, -3, -4);
    String message =
        assertThrows(IllegalArgumentException.class, () -> ops.updateInPlace(view, 1, 1, view))
            .getMessage();
    assertTrue(message.contains("is a view; update the tensor it was reshaped from"), message);
  }

  @Test
  void theErrorFunctionHasItsTabulatedValues() {
    double[] x = {0, -0.0, 1e-300, 0.5, 1, 2, 2.5, 3, 5, 6, 40, -1, INFINITY, -INFINITY};
    double[] expected = {
      0,
      -0.0,
      1.1283791670955126e-300,
      0.5204998778130465,
      0.8427007929497149,
      0.9953222650189527,
      0.999593047982555,
      0.9999779095030014,
      0.9999999999984626,
      1,
      1,
      -0.8427007929497149,
      1,
      -1
    };
    double[] erf = ops.doubles(ops.erf(row(x)));
    for (int i = 0; i < x.length; i++) {
      assertEquals(expected[i], erf[i], 2 * Math.ulp(expected[i]), "erf " + x[i]);
    }
    is(ops.erf(row(NAN)), NAN);
    assertEquals(1, Math.copySign(1, erf[0]));
    assertEquals(-1, Math.copySign(1, erf[1]));
    double slope = 2 / Math.sqrt(Math.PI) * Math.exp(-0.5 * 0.5);
    double below = ops.doubles(ops.erf(row(0.4999)))[0];
    assertEquals(
        ops.doubles(ops.erf(row(0.5)))[0] - slope * 1e-4, below, 2e-8, "both expansions meet");
  }

  @Test
  void theErrorFunctionIsAsGoodForNumbersThatNoFloatHolds() {
    double[] x = {0.7, 1.1, 1.7, 2.3};
    double[] expected = {
      0.6778011938374184, 0.8802050695740817, 0.9837904585907745, 0.9988568234026434
    };
    assertArrayEquals(expected, ops.doubles(ops.erf(row(x))), Math.ulp(1.0));
  }

  @Test
  void labelsThatTheLossCannotMeanAreRefused() {
    assertEquals(
        "softmaxCrossEntropy: label 2 at position 0, expected 0 to 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> ops.softmaxCrossEntropy(matrix(1, 1, 2), new int[] {2}))
            .getMessage());
  }

  @Test
  void singlePrecisionRoundsOnceWhenTheResultIsStored() {
    TensorOps single = new ReferenceOps(Precision.F32);
    float third = 1 / 3f;
    Tensor t = single.tensor(Shape.of(1), new float[] {third});
    assertEquals(third * third, single.floats(single.mul(t, t))[0]);
    assertEquals((float) Math.exp(third), single.floats(single.exp(t))[0]);
    float[] ones = new float[1 << 20];
    java.util.Arrays.fill(ones, 0.1f);
    Tensor many = single.tensor(Shape.of(1, ones.length), ones);
    assertEquals((float) (0.1f * (double) ones.length), single.floats(single.rowSums(many))[0]);
  }

  /** Every fused form, called as TensorOps defines it instead of as ReferenceOps overrides it. */
  private static Object composed(TensorOps ops, String name, Object... arguments)
      throws ReflectiveOperationException {
    for (Method method : TensorOps.class.getMethods()) {
      if (method.getName().equals(name) && method.isDefault() && fits(method, arguments)) {
        try {
          return Composed.of(ops, method, arguments);
        } catch (InvocationTargetException e) {
          throw new AssertionError(e.getCause());
        }
      }
    }
    throw new AssertionError("no fused form " + name);
  }

  private static boolean fits(Method method, Object... arguments) {
    if (method.getParameterCount() != arguments.length) {
      return false;
    }
    for (int i = 0; i < arguments.length; i++) {
      if (!method.getParameterTypes()[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  @Test
  void everyFusedFormAgreesWithItsDefinitionOverThePrimitives() throws Exception {
    Tensor x = matrix(2, 0.3, -1.2, 2, 0, 40, -0.7);
    Tensor dy = matrix(2, 1, -2, 0.5, 3, 0.1, -1);
    Tensor w = matrix(2, 0.5, -0.25, 1, 2, 0.1, -1);
    Tensor b = row(0.1, -0.2);
    agree(ops.affine(x, w, b), composed(ops, "affine", x, w, b));
    agree(ops.relu(x), composed(ops, "relu", x));
    agree(ops.reluGrad(ops.relu(x), dy), composed(ops, "reluGrad", ops.relu(x), dy));
    agree(ops.sigmoid(x), composed(ops, "sigmoid", x));
    agree(ops.sigmoidGrad(x, dy), composed(ops, "sigmoidGrad", x, dy));
    agree(ops.tanhGrad(x, dy), composed(ops, "tanhGrad", x, dy));
    agree(ops.softmax(x), composed(ops, "softmax", x));
    agree(ops.softmaxGrad(x, dy), composed(ops, "softmaxGrad", x, dy));
    agree(ops.logSoftmax(x), composed(ops, "logSoftmax", x));
    assertEquals((double) composed(ops, "sum", x), ops.sum(x), 1e-14);
    int[] labels = {2, 0};
    agreeOnLoss(
        ops.softmaxCrossEntropy(x, labels), composed(ops, "softmaxCrossEntropy", x, labels));
    Tensor targets = matrix(2, 0, 0, 1, 0.2, 0.3, 0.5);
    agreeOnLoss(
        ops.softmaxCrossEntropy(x, targets), composed(ops, "softmaxCrossEntropy", x, targets));
  }

  private void agree(Tensor specified, Object composed) {
    assertArrayEquals(ops.doubles(specified), ops.doubles((Tensor) composed), 1e-14);
  }

  private void agreeOnLoss(LossAndGradient specified, Object composed) {
    LossAndGradient other = (LossAndGradient) composed;
    assertEquals(specified.loss(), other.loss(), 1e-13);
    agree(specified.gradient(), other.gradient());
  }
}
