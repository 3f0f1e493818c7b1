package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.MeanSquaredError.Convention;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The notes' small networks, whose figures a reader can follow by hand. */
class SmallNetworksTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);

  private Parameter matrix(int rows, int columns, double... values) {
    return Parameter.weight(ops.tensor(Shape.of(rows, columns), values));
  }

  @Test
  void theTwoTwoTwoNetworkAgreesWithAPlainScalarProgram() {
    Parameter w1 = matrix(2, 2, 0.15, 0.20, 0.25, 0.30);
    Parameter w2 = matrix(2, 2, 0.40, 0.45, 0.50, 0.55);
    Layer network =
        Sequential.of(
            Affine.withoutBias(ops, w1),
            new Sigmoid(ops),
            Affine.withoutBias(ops, w2),
            new Sigmoid(ops));
    Objective objective =
        new Objective(ops, network, new MeanSquaredError(ops, Convention.HALF_SUM));
    Tensor x = ops.tensor(Shape.of(1, 2), new double[] {0.05, 0.10});
    Target target = Target.values(ops.tensor(Shape.of(1, 2), new double[] {0.01, 0.99}));
    ScalarTwoTwoTwo scalar = new ScalarTwoTwoTwo();
    Optimizer sgd = Optimizer.of(ops, network.parameters(), new Sgd(0.01));
    double firstLoss = objective.value(x, target);
    for (int step = 1; step <= 10_000; step++) {
      Objective.Result result = objective.gradients(x, target, Mode.inference());
      double expectedLoss = scalar.step(0.01);
      sgd.step(result.gradients());
      if (step == 1 || step == 100 || step == 10_000) {
        assertEquals(expectedLoss, result.loss(), 1e-12, "loss before step " + step);
        assertArrayEquals(scalar.w1, ops.doubles(w1.value()), 1e-12, "W1 after step " + step);
        assertArrayEquals(scalar.w2, ops.doubles(w2.value()), 1e-12, "W2 after step " + step);
      }
    }
    assertTrue(objective.value(x, target) < firstLoss / 10, "it has learned");
  }

  /** The same network in numbers alone: every sum written out. */
  private static final class ScalarTwoTwoTwo {
    final double[] w1 = {0.15, 0.20, 0.25, 0.30};
    final double[] w2 = {0.40, 0.45, 0.50, 0.55};

    double step(double learningRate) {
      double x0 = 0.05;
      double x1 = 0.10;
      double h0 = sigmoid(w1[0] * x0 + w1[1] * x1);
      double h1 = sigmoid(w1[2] * x0 + w1[3] * x1);
      double o0 = sigmoid(w2[0] * h0 + w2[1] * h1);
      double o1 = sigmoid(w2[2] * h0 + w2[3] * h1);
      double e0 = o0 - 0.01;
      double e1 = o1 - 0.99;
      double d0 = e0 * o0 * (1 - o0);
      double d1 = e1 * o1 * (1 - o1);
      double g0 = (d0 * w2[0] + d1 * w2[2]) * h0 * (1 - h0);
      double g1 = (d0 * w2[1] + d1 * w2[3]) * h1 * (1 - h1);
      w2[0] -= learningRate * d0 * h0;
      w2[1] -= learningRate * d0 * h1;
      w2[2] -= learningRate * d1 * h0;
      w2[3] -= learningRate * d1 * h1;
      w1[0] -= learningRate * g0 * x0;
      w1[1] -= learningRate * g0 * x1;
      w1[2] -= learningRate * g1 * x0;
      w1[3] -= learningRate * g1 * x1;
      return 0.5 * (e0 * e0 + e1 * e1);
    }

    private static double sigmoid(double x) {
      return 1 / (1 + Math.exp(-x));
    }
  }

  @Test
  void withoutAnActivationTwoAffineLayersEqualOne() {
    Parameter w1 = matrix(3, 2, 1, 2, 3, 4, 5, 6);
    Parameter b1 = Parameter.bias(ops.tensor(Shape.of(3), new double[] {0.5, -1, 2}));
    Parameter w2 = matrix(2, 3, 1, 0, -1, 2, 1, 0.5);
    Parameter b2 = Parameter.bias(ops.tensor(Shape.of(2), new double[] {3, -4}));
    Tensor x = ops.tensor(Shape.of(2, 2), new double[] {0.3, -0.2, 1.7, 0.9});
    Tensor two = Sequential.of(Affine.of(ops, w1, b1), Affine.of(ops, w2, b2)).predict(x);
    Tensor w = ops.matmul(w2.value(), w1.value());
    Tensor b1AsRow = ops.reshape(b1.value(), Shape.of(1, 3));
    Tensor b = ops.add(ops.matmulTransB(b1AsRow, w2.value()), b2.value());
    Tensor one = ops.affine(x, w, ops.reshape(b, Shape.of(2)));
    assertArrayEquals(ops.doubles(one), ops.doubles(two), 1e-13);
  }

  @Test
  void weightsThatStartEqualStayEqualAndRandomOnesBreakTheSymmetry() {
    double[] equal = hiddenWeightsAfterTraining((shape, random) -> filled(shape.size(), 0.5));
    assertEquals(equal[0], equal[2], 0.0);
    assertEquals(equal[1], equal[3], 0.0);
    assertNotEquals(0.5, equal[0], "they have moved, but together");
    double[] drawn = hiddenWeightsAfterTraining(Initializer.uniform(0.5));
    assertNotEquals(drawn[0], drawn[2]);
    assertNotEquals(drawn[1], drawn[3]);
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private double[] hiddenWeightsAfterTraining(Initializer initializer) {
    RandomSource random = RandomSource.ofSeed(5);
    Affine hidden = Affine.of(ops, 2, 2, initializer, random.at(0));
    Affine output = Affine.of(ops, 2, 1, initializer, random.at(1));
    Sequential network = Sequential.of(List.of(hidden, new Sigmoid(ops), output, new Sigmoid(ops)));
    Objective objective =
        new Objective(ops, network, new MeanSquaredError(ops, Convention.HALF_SUM));
    Tensor x = ops.tensor(Shape.of(2, 2), new double[] {0.1, 0.9, 0.8, 0.3});
    Target target = Target.values(ops.tensor(Shape.of(2, 1), new double[] {1, 0}));
    Optimizer sgd = Optimizer.of(ops, network.parameters(), new Sgd(0.5));
    for (int step = 0; step < 20; step++) {
      sgd.step(objective.gradients(x, target, Mode.inference()).gradients());
    }
    return ops.doubles(hidden.parameters().get("weight").value());
  }

  @Test
  void thePenaltyIsHalfLambdaTimesTheSquaresOfWeightsAndNeverOfBiases() {
    Parameter weight = matrix(1, 2, 3, 4);
    Parameter bias = Parameter.bias(ops.tensor(Shape.of(1), new double[] {100}));
    L2Penalty penalty = new L2Penalty(ops, 0.1);
    assertEquals(0.05 * 25, penalty.value(List.of(weight, bias)), 1e-15);
    assertEquals(0.05 * 25, penalty.value(List.of(weight, weight)), 1e-15, "shared counts once");
    Gradients gradients = new Gradients(ops);
    penalty.addGradients(List.of(weight, bias), gradients);
    assertArrayEquals(new double[] {0.3, 0.4}, ops.doubles(gradients.of(weight)), 1e-15);
    assertEquals(1, gradients.asMap().size());
  }
}
