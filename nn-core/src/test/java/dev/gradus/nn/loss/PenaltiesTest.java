package dev.gradus.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltiesTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final Parameter weight = Parameter.weight(tensor(1, -2, 0, 4));
  private final Parameter bias = Parameter.bias(ops.tensor(Shape.of(2), new double[] {100, 200}));
  private final Parameter gain = Parameter.gain(ops.tensor(Shape.of(2), new double[] {30, 40}));
  private final List<Parameter> shared = List.of(weight, bias, gain, weight);

  private Tensor tensor(double... values) {
    return ops.tensor(Shape.of(2, 2), values);
  }

  private double[] gradient(Penalty penalty) {
    Gradients gradients = new Gradients(ops);
    penalty.addGradients(shared, gradients);
    assertEquals(1, gradients.asMap().size(), "biases and gains have none");
    return ops.doubles(gradients.of(weight));
  }

  @Test
  void theAbsolutePenaltyIsLambdaTimesTheMagnitudesOfWeightsAlone() {
    Penalty penalty = new L1Penalty(ops, 0.5);
    assertEquals(0.5 * 7, penalty.value(shared));
    assertArrayEquals(new double[] {0.5, -0.5, 0, 0.5}, gradient(penalty));
  }

  @Test
  void theSquaredPenaltyIsHalfLambdaTimesTheSquaresOfWeightsAlone() {
    Penalty penalty = new L2Penalty(ops, 0.5);
    assertEquals(0.25 * 21, penalty.value(shared));
    assertArrayEquals(new double[] {0.5, -1, 0, 2}, gradient(penalty));
  }

  @Test
  void penaltiesAddUpAndPassTheGradientCheck() {
    Penalty both = new L1Penalty(ops, 0.5).and(new L2Penalty(ops, 0.5));
    assertEquals(0.5 * 7 + 0.25 * 21, both.value(shared));
    assertArrayEquals(new double[] {1, -1.5, 0, 2.5}, gradient(both));
    Objective objective =
        new Objective(ops, Affine.of(ops, weight, bias), new SoftmaxCrossEntropy(ops), both);
    GradientCheck.of(objective, tensor(1, 2, -1, 0.5), Target.labels(0, 1)).requireRight();
  }

  @Test
  void aLambdaOfZeroCostsNothingAndABadOneIsRefused() {
    Gradients gradients = new Gradients(ops);
    new L1Penalty(ops, 0).addGradients(shared, gradients);
    assertTrue(gradients.asMap().isEmpty());
    assertEquals(0, new L1Penalty(ops, 0).value(shared));
    assertEquals(
        "l1: expected a finite λ of at least 0, got -1.0",
        assertThrows(IllegalArgumentException.class, () -> new L1Penalty(ops, -1)).getMessage());
  }
}
