package dev.gradus.nn.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every kind of mistake that the check names, each planted in a gradient that is otherwise right.
 */
class PlantedMistakesTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(11);
  private final Tensor x = normal("x", 4, 3);

  private Tensor normal(String name, int... extents) {
    Shape shape = Shape.of(extents);
    return ops.tensor(shape, Initializer.normal(1).values(shape, random.at(name)));
  }

  private Handmade linear(UnaryOperator<Tensor> spoilDw, UnaryOperator<Tensor> spoilDx) {
    return Handmade.linear(ops, Parameter.weight(normal("w", 3, 3)), spoilDw, spoilDx);
  }

  private static String failureOf(GradientCheck check) {
    return assertThrows(AssertionError.class, check::requireRight).getMessage();
  }

  private String failureOf(Layer layer) {
    return failureOf(GradientCheck.of(ops, layer, x));
  }

  /** The weight is wrong for this reason, and the input's gradient is told to be right. */
  private void assertWeightIsWrong(String reason, Layer layer) {
    String failure = failureOf(layer);
    assertTrue(failure.contains("(allowed error 1.0e-07): 1 of 2 gradients wrong"), failure);
    assertTrue(failure.contains("WRONG weight [3, 3]: worst error "), failure);
    assertTrue(failure.contains("right input [4, 3]: worst error "), failure);
    assertEquals(reason, diagnosis(GradientCheck.of(ops, layer, x), 0));
    assertTrue(failure.contains("    " + reason), failure);
  }

  private static String diagnosis(GradientCheck check, int finding) {
    return check.report().findings().get(finding).diagnosis().orElse("none");
  }

  @Test
  void withoutAMistakeAllIsRight() {
    GradientCheck check = GradientCheck.of(ops, linear(dw -> dw, dx -> dx), x);
    check.requireRight();
    assertTrue(
        check
            .report()
            .toString()
            .startsWith("gradient check of Handmade (allowed error 1.0e-07): passed"),
        check.report().toString());
    assertEquals("none", diagnosis(check, 0));
  }

  @Test
  void aGradientOfZeroIsMissing() {
    assertWeightIsWrong(
        "the analytic gradient is missing: it is 0 everywhere",
        linear(dw -> ops.scale(dw, 0), dx -> dx));
  }

  @Test
  void aGradientThatIsNeverAddedIsMissing() {
    Parameter weight = Parameter.weight(normal("w", 3, 3));
    assertWeightIsWrong(
        "the analytic gradient is missing: the pullback never adds one",
        new Handmade(
            Map.of("weight", weight),
            x ->
                new Pass(
                    ops.matmulTransB(x, weight.value()),
                    (dy, gradients, wantDx) -> ops.matmul(dy, weight.value()))));
  }

  @Test
  void aFlippedSignIsNamed() {
    assertWeightIsWrong(
        "analytic = −numerical everywhere: the sign is flipped",
        linear(dw -> ops.scale(dw, -1), dx -> dx));
  }

  @Test
  void aMeanOverTheBatchIsNamed() {
    assertWeightIsWrong(
        "analytic = 0.2500 × numerical everywhere: a division by the batch size (4) too many?",
        linear(dw -> ops.scale(dw, 0.25), dx -> dx));
  }

  @Test
  void aMissingDivisionByTheBatchSizeIsNamed() {
    assertWeightIsWrong(
        "analytic = 4.000 × numerical everywhere: a division by the batch size (4) is missing?",
        linear(dw -> ops.scale(dw, 4), dx -> dx));
  }

  @Test
  void anotherConstantFactorIsGivenAsItIs() {
    assertWeightIsWrong(
        "analytic = -1.700 × numerical everywhere", linear(dw -> ops.scale(dw, -1.7), dx -> dx));
  }

  @Test
  void aTransposedMatrixIsNamed() {
    Tensor identity = ops.tensor(Shape.of(3, 3), new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    UnaryOperator<Tensor> transpose = dw -> ops.matmulTransA(dw, identity);
    assertWeightIsWrong("the analytic gradient is transposed", linear(transpose, dx -> dx));
  }

  @Test
  void aTransposedMatrixIsNamedFromASampleToo() {
    Parameter weight = Parameter.weight(normal("w", 2, 3));
    UnaryOperator<Tensor> transpose =
        dw -> {
          double[] v = ops.doubles(dw);
          return ops.tensor(dw.shape(), new double[] {v[0], v[3], v[1], v[4], v[2], v[5]});
        };
    GradientCheck check =
        GradientCheck.of(ops, Handmade.linear(ops, weight, transpose, dx -> dx), x)
            .sampling(4, random);
    assertEquals("the analytic gradient is transposed", diagnosis(check, 0));
    assertTrue(check.report().toString().contains("wrong in 4 of 6 elements"), "sampled");
  }

  @Test
  void aParameterThatTheForwardDoesNotUseIsNamed() {
    Parameter weight = Parameter.weight(normal("w", 3, 3));
    Tensor copy = ops.scale(weight.value(), 1);
    assertWeightIsWrong(
        "the value does not depend on it at all: does the forward use a copy?",
        new Handmade(
            Map.of("weight", weight),
            x ->
                new Pass(
                    ops.matmulTransB(x, copy),
                    (dy, gradients, wantDx) -> {
                      gradients.add(weight, ops.matmulTransA(dy, x));
                      return ops.matmul(dy, copy);
                    })));
  }

  @Test
  void aGradientThatIsNotFiniteIsNamed() {
    Tensor holed = ops.tensor(Shape.of(3), new double[] {1, 0, 1});
    assertWeightIsWrong(
        "the analytic gradient is not finite at 3 of 9 elements, the value's slope is",
        linear(dw -> ops.div(dw, holed), dx -> dx));
  }

  @Test
  void aMistakeWithoutANameShowsItsElements() {
    Tensor factors = ops.tensor(Shape.of(3), new double[] {1, 1, 2});
    String failure = failureOf(linear(dw -> ops.mul(dw, factors), dx -> dx));
    assertTrue(failure.contains(", 3 wrong in 9 elements"), failure);
    for (int row = 0; row < 3; row++) {
      String line = "\n    \\[%d, 2] +-?\\d+\\.\\d+ +-?\\d+\\.\\d+ +2\\.000\n".formatted(row);
      assertTrue(Pattern.compile(line).matcher(failure.replace("\r", "") + "\n").find(), failure);
    }
    assertEquals(
        "none",
        diagnosis(GradientCheck.of(ops, linear(dw -> ops.mul(dw, factors), dx -> dx), x), 0));
  }

  @Test
  void aWrongInputGradientIsToldFromARightWeight() {
    String failure = failureOf(linear(dw -> dw, dx -> ops.scale(dx, -1)));
    assertTrue(failure.contains("right weight [3, 3]"), failure);
    assertTrue(failure.contains("WRONG input [4, 3]"), failure);
  }

  @Test
  void noMoreThanTheFiveWorstElementsAreShownWorstFirst() {
    String failure = failureOf(linear(dw -> dw, dx -> ops.scale(dx, -1)));
    assertTrue(failure.contains(", 12 wrong in 12 elements"), failure);
    assertEquals(5, failure.lines().filter(line -> line.startsWith("    [")).count(), failure);
    double[] errors =
        GradientCheck.of(ops, linear(dw -> dw, dx -> ops.scale(dx, -1)), x)
            .report()
            .findings()
            .stream()
            .filter(finding -> finding.name().equals("input"))
            .flatMap(finding -> finding.elements().stream())
            .mapToDouble(GradientReport.Element::error)
            .toArray();
    for (int i = 1; i < errors.length; i++) {
      assertTrue(errors[i] <= errors[i - 1], "sorted");
    }
  }

  @Test
  void aKinkThatTheLayerDoesNotTellOfIsNamed() {
    Layer silent =
        new Handmade(
            Map.of(),
            x -> {
              Tensor y = ops.relu(x);
              return new Pass(y, (dy, gradients, wantDx) -> ops.reluGrad(y, dy));
            });
    Tensor near = ops.tensor(Shape.of(1, 3), new double[] {-1, 4e-6, 1});
    assertEquals(
        "a kink lies within the step: the analytic gradient is that of one side;"
            + " let activationPattern tell, or move away from it",
        diagnosis(GradientCheck.of(ops, silent, near), 0));
  }

  @Test
  void aValueThatIsNotFiniteWithinAStepIsNamed() {
    Layer log =
        new Handmade(
            Map.of(), x -> new Pass(ops.log(x), (dy, gradients, wantDx) -> ops.div(dy, x)));
    Tensor near = ops.tensor(Shape.of(1, 2), new double[] {1e-6, 1});
    assertEquals(
        "the value is not finite a step away, at 1 of 2 elements; move them into the domain",
        diagnosis(GradientCheck.of(ops, log, near), 0));
  }

  @Test
  void aLossThatDoesNotDivideItsGradientIsNamed() {
    Loss right = new SoftmaxCrossEntropy(ops);
    Loss wrong =
        (prediction, target) -> {
          LossAndGradient result = right.evaluate(prediction, target);
          return new LossAndGradient(result.loss(), ops.scale(result.gradient(), 4));
        };
    String failure = failureOf(GradientCheck.of(ops, wrong, x, Target.labels(2, 0, 1, 1)));
    assertTrue(failure.startsWith("gradient check of a loss (allowed"), failure);
    assertTrue(failure.contains("WRONG prediction [4, 3]"), failure);
    assertTrue(
        failure.contains(
            "analytic = 4.000 × numerical everywhere: a division by the number of rows (4) is missing?"),
        failure);
    GradientCheck.of(ops, right, x, Target.labels(2, 0, 1, 1)).requireRight();
  }

  @Test
  void inANetworkTheLayerAtFaultIsNamed() {
    Sequential network =
        Sequential.of(
            Affine.of(ops, 3, 3, Initializer.xavier(), random),
            new Tanh(ops),
            linear(dw -> ops.scale(dw, 0.25), dx -> dx));
    Objective objective =
        new Objective(ops, network, new MeanSquaredError(ops, MeanSquaredError.Convention.MEAN));
    String failure =
        failureOf(GradientCheck.of(objective, x, Target.values(normal("target", 4, 3))));
    assertTrue(failure.startsWith("gradient check of Sequential with MeanSquaredError"), failure);
    assertTrue(failure.contains("1 of 3 gradients wrong"), failure);
    assertTrue(failure.contains("right 0.weight"), failure);
    assertTrue(failure.contains("right 0.bias"), failure);
    assertTrue(failure.contains("WRONG 2.weight"), failure);
  }
}
