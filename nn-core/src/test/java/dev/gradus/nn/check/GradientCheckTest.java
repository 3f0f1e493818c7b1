package dev.gradus.nn.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(7);

  private Tensor normal(int rows, int columns) {
    Shape shape = Shape.of(rows, columns);
    return ops.tensor(shape, Initializer.normal(1).values(shape, random.at("x")));
  }

  private Objective perceptron(Activation activation, double lambda) {
    Sequential network =
        Sequential.perceptron(ops, List.of(5, 7, 3), activation, Initializer.xavier(), random);
    return new Objective(ops, network, new SoftmaxCrossEntropy(ops), new L2Penalty(ops, lambda));
  }

  @Test
  void backpropagationOfAPerceptronAgreesForEveryParameter() {
    for (Activation activation : Activation.values()) {
      GradientReport report =
          GradientCheck.exhaustive()
              .check(perceptron(activation, 0), normal(4, 5), Target.labels(0, 2, 1, 2));
      List<String> names = report.findings().stream().map(GradientReport.Finding::name).toList();
      assertEquals(List.of("0.weight", "0.bias", "2.weight", "2.bias"), names);
      assertEquals(35, report.findings().get(0).checked());
      report.requireWithin(GradientCheck.TOLERANCE);
    }
  }

  @Test
  void aSingleTwoByThreeWeightWithSoftmaxCrossEntropyAgrees() {
    Layer linear = Affine.withoutBias(ops, Parameter.weight(normal(3, 2)));
    Objective objective = new Objective(ops, linear, new SoftmaxCrossEntropy(ops));
    GradientCheck.exhaustive()
        .check(objective, ops.tensor(Shape.of(1, 2), new double[] {0.6, 0.9}), Target.labels(2))
        .requireWithin(GradientCheck.TOLERANCE);
  }

  @Test
  void theRegularisedCostPassesTheCheck() {
    GradientCheck.exhaustive()
        .check(perceptron(Activation.TANH, 0.1), normal(4, 5), Target.labels(0, 2, 1, 2))
        .requireWithin(GradientCheck.TOLERANCE);
  }

  @Test
  void aTwoSidedCheckWithTheNotesStepCoversTheWholeParameterVector() {
    GradientReport report =
        GradientCheck.exhaustive()
            .withStep(1e-4)
            .check(perceptron(Activation.SIGMOID, 0), normal(4, 5), Target.labels(0, 2, 1, 2));
    assertEquals(
        5 * 7 + 7 + 7 * 3 + 3,
        report.findings().stream().mapToInt(GradientReport.Finding::checked).sum());
    report.requireWithin(GradientCheck.TOLERANCE);
    assertTrue(report.toString().contains("2.bias: worst error"), "reported per parameter");
  }

  @Test
  void aSampledCheckLooksAtAsManyElementsAsItIsTold() {
    GradientReport report =
        GradientCheck.sampling(6, random)
            .check(perceptron(Activation.RELU, 0), normal(4, 5), Target.labels(0, 2, 1, 2));
    assertEquals(6, report.findings().get(0).checked());
    assertEquals(3, report.findings().get(3).checked());
  }

  /** Forgets the factor 1 − y of its derivative. */
  private record WrongSigmoid(TensorOps ops) implements Layer {
    @Override
    public Pass forward(Tensor x, Mode mode) {
      Tensor y = ops.sigmoid(x);
      return new Pass(y, (dy, gradients, wantDx) -> ops.mul(dy, y));
    }
  }

  @Test
  void aLayerWithAWrongDerivativeIsCaught() {
    GradientReport report =
        GradientCheck.exhaustive().check(ops, new WrongSigmoid(ops), normal(2, 3));
    assertFalse(report.passes(GradientCheck.TOLERANCE));
    AssertionError error =
        assertThrows(AssertionError.class, () -> report.requireWithin(GradientCheck.TOLERANCE));
    assertTrue(error.getMessage().contains("input: worst error"), error.getMessage());
    GradientCheck.exhaustive()
        .check(ops, new Sigmoid(ops), normal(2, 3))
        .requireWithin(GradientCheck.TOLERANCE);
  }

  @Test
  void anElementOnAKinkIsLeftOutAndCountedAndTooManyAreAFailure() {
    Tensor x = ops.tensor(Shape.of(1, 4), new double[] {-1, 0, 5e-6, 2});
    GradientReport report = GradientCheck.exhaustive().check(ops, new Relu(ops), x);
    GradientReport.Finding input = report.findings().get(0);
    assertEquals(1, input.leftOut(), "only 0 lies on the kink for the smaller step too");
    assertEquals(3, input.checked());
    assertTrue(input.worst() < 1e-9, input.toString());
    assertFalse(report.passes(GradientCheck.TOLERANCE), "a quarter is more than a hundredth");
  }

  @Test
  void theNetworkIsRestoredToTheBit() {
    Objective objective = perceptron(Activation.RELU, 0);
    Map<String, Parameter> parameters = objective.network().parameters();
    double[] before = ops.doubles(parameters.get("0.weight").value());
    GradientCheck.exhaustive().check(objective, normal(4, 5), Target.labels(0, 2, 1, 2));
    assertArrayEquals(before, ops.doubles(parameters.get("0.weight").value()));
  }

  @Test
  void singlePrecisionIsRefused() {
    TensorOps single = new ReferenceOps(Precision.F32);
    Tensor x = single.full(Shape.of(1, 2), 1);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> GradientCheck.exhaustive().check(single, new Sigmoid(single), x));
    assertEquals(
        "gradient check: expected f64, got f32; open the backend in f64", error.getMessage());
  }
}
