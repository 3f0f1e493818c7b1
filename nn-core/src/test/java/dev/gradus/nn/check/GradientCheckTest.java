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
  private static final Target LABELS = Target.labels(0, 2, 1, 2);

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
          GradientCheck.of(perceptron(activation, 0), normal(4, 5), LABELS).report();
      List<String> names = report.findings().stream().map(GradientReport.Finding::name).toList();
      assertEquals(List.of("0.weight", "0.bias", "2.weight", "2.bias"), names);
      assertEquals(35, report.findings().get(0).checked());
      assertTrue(report.passes(GradientCheck.TOLERANCE), report.toString());
    }
  }

  @Test
  void aSingleTwoByThreeWeightWithSoftmaxCrossEntropyAgrees() {
    Layer linear = Affine.withoutBias(ops, Parameter.weight(normal(3, 2)));
    Objective objective = new Objective(ops, linear, new SoftmaxCrossEntropy(ops));
    Tensor x = ops.tensor(Shape.of(1, 2), new double[] {0.6, 0.9});
    GradientCheck.of(objective, x, Target.labels(2)).requireRight();
  }

  @Test
  void theRegularisedCostPassesTheCheck() {
    GradientCheck.of(perceptron(Activation.TANH, 0.1), normal(4, 5), LABELS).requireRight();
  }

  @Test
  void aTwoSidedCheckWithTheNotesStepCoversTheWholeParameterVector() {
    GradientReport report =
        GradientCheck.of(perceptron(Activation.SIGMOID, 0), normal(4, 5), LABELS)
            .withStep(1e-4)
            .report();
    assertEquals(5 * 7 + 7 + 7 * 3 + 3, report.checked());
    assertTrue(report.passes(GradientCheck.TOLERANCE), report.toString());
    assertTrue(report.toString().contains("right 2.bias [3]: worst error"), report.toString());
  }

  @Test
  void aSampledCheckLooksAtAsManyElementsAsItIsTold() {
    GradientReport report =
        GradientCheck.of(perceptron(Activation.RELU, 0), normal(4, 5), LABELS)
            .sampling(6, random)
            .report();
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
    GradientCheck check = GradientCheck.of(ops, new WrongSigmoid(ops), normal(2, 3));
    AssertionError error = assertThrows(AssertionError.class, check::requireRight);
    assertEquals(check.report().toString(), error.getMessage());
    assertTrue(
        error.getMessage().contains("WrongSigmoid (allowed error 1.0e-07): 1 of 1 gradients wrong"),
        error.getMessage());
    GradientCheck.of(ops, new Sigmoid(ops), normal(2, 3)).requireRight();
  }

  @Test
  void theToleranceIsTheCallers() {
    GradientCheck wrong = GradientCheck.of(ops, new WrongSigmoid(ops), normal(2, 3));
    wrong.requireRight(1);
    GradientCheck right = GradientCheck.of(ops, new Sigmoid(ops), normal(2, 3));
    AssertionError error = assertThrows(AssertionError.class, () -> right.requireRight(1e-16));
    assertTrue(error.getMessage().contains("(allowed error 1.0e-16): 1 of 1"), error.getMessage());
  }

  @Test
  void anElementOnAKinkIsLeftOutAndCountedAndTooManyAreAFailure() {
    Tensor x = ops.tensor(Shape.of(1, 4), new double[] {-1, 0, 5e-6, 2});
    GradientCheck check = GradientCheck.of(ops, new Relu(ops), x);
    GradientReport report = check.report();
    GradientReport.Finding input = report.findings().get(0);
    assertEquals(1, input.leftOut(), "only 0 lies on the kink for the smaller step too");
    assertEquals(3, input.checked());
    assertTrue(input.worst() < 1e-9, input.toString());
    AssertionError error = assertThrows(AssertionError.class, check::requireRight);
    assertTrue(
        error.getMessage().contains("1 of 4 elements left out, at most 1 % may be"),
        error.getMessage());
  }

  @Test
  void aTensorOfWhichNothingIsComparedIsNotRight() {
    GradientReport report = GradientCheck.of(ops, new Relu(ops), ops.full(Shape.of(2), 0)).report();
    assertFalse(report.passes(1));
    assertTrue(
        report.toString().contains("WRONG input [2]: nothing was compared, 2 left out at kinks"),
        report.toString());
  }

  @Test
  void aNetworkWithoutParametersHasNothingToCompare() {
    Objective objective = new Objective(ops, new Sigmoid(ops), new SoftmaxCrossEntropy(ops));
    GradientCheck check = GradientCheck.of(objective, normal(1, 3), Target.labels(0));
    AssertionError error = assertThrows(AssertionError.class, check::requireRight);
    assertTrue(error.getMessage().endsWith("nothing was compared, for there are no parameters"));
  }

  @Test
  void checksAreImmutable() {
    GradientCheck all = GradientCheck.of(ops, new Sigmoid(ops), normal(2, 3));
    all.sampling(2, random).withStep(1);
    all.requireRight();
    assertEquals(6, all.report().checked());
  }

  @Test
  void theNetworkIsRestoredToTheBit() {
    Objective objective = perceptron(Activation.RELU, 0);
    Map<String, Parameter> parameters = objective.network().parameters();
    double[] before = ops.doubles(parameters.get("0.weight").value());
    GradientCheck.of(objective, normal(4, 5), LABELS).requireRight();
    assertArrayEquals(before, ops.doubles(parameters.get("0.weight").value()));
  }
}
