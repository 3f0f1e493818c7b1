package dev.gradus.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.schedule.CosineDecay;
import dev.gradus.nn.schedule.ExponentialDecay;
import dev.gradus.nn.schedule.LinearWarmup;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptimizersTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final Parameter weight = Parameter.weight(ops.tensor(Shape.of(2), new double[] {1, -2}));
  private final Parameter bias = Parameter.bias(ops.tensor(Shape.of(2), new double[] {1, -2}));

  private Optimizer of(UpdateRule rule) {
    return Optimizer.of(ops, Map.of("weight", weight), rule);
  }

  private Optimizer.Builder ofBoth(UpdateRule rule) {
    Map<String, Parameter> both = new LinkedHashMap<>();
    both.put("0.weight", weight);
    both.put("0.bias", bias);
    return Optimizer.builder(ops, both, rule);
  }

  private Gradients gradient(double... values) {
    return gradients(Map.of(weight, values));
  }

  private Gradients gradients(Map<Parameter, double[]> values) {
    Gradients gradients = new Gradients(ops);
    values.forEach((parameter, v) -> gradients.add(parameter, ops.tensor(Shape.of(2), v)));
    return gradients;
  }

  private void assertValues(Parameter parameter, double tolerance, double... expected) {
    assertArrayEquals(expected, ops.doubles(parameter.value()), tolerance);
  }

  @Test
  void gradientDescentGoesAgainstTheGradient() {
    of(new Sgd(0.1)).step(gradient(3, -4));
    assertValues(weight, 1e-15, 0.7, -1.6);
  }

  @Test
  void momentumRemembersWhereItWasGoing() {
    Optimizer momentum = of(new Momentum(0.1, 0.9));
    momentum.step(gradient(1, 0));
    assertValues(weight, 1e-15, 0.9, -2);
    momentum.step(gradient(1, 0));
    assertValues(weight, 1e-15, 0.71, -2);
  }

  @Test
  void withoutMomentumItIsGradientDescent() {
    of(new Momentum(0.1, 0)).step(gradient(3, -4));
    assertValues(weight, 1e-15, 0.7, -1.6);
  }

  @Test
  void adamsFirstStepHasTheSizeOfTheLearningRateWhateverTheGradient() {
    of(new Adam(0.1)).step(gradient(1e-3, -1e3));
    assertValues(weight, 1e-5, 0.9, -1.9);
  }

  /** m = 0.75, v = 0.75 after two steps with β = ½; both corrections divide by 3/4. */
  @Test
  void adamCorrectsBothMeansForTheirStartAtZero() {
    Optimizer adam = of(new Adam(0.1, 0.5, 0.5, 1e-12));
    adam.step(gradient(1, 0));
    adam.step(gradient(1, 0));
    assertValues(weight, 1e-12, 0.8, -2);
    adam.step(gradient(-1, 0)); // m = −0.125, v = 0.875, both over 7/8
    assertValues(weight, 1e-12, 0.8 + 0.1 / 7, -2);
  }

  @Test
  void adamCountsTheStepsOfEachParameterByItself() {
    Optimizer adam = ofBoth(new Adam(0.1)).build();
    adam.step(gradient(1, 1));
    adam.step(gradients(Map.of(bias, new double[] {5, -5})));
    assertValues(bias, 1e-8, 0.9, -1.9);
    assertEquals(Map.of("0.weight", 1L, "0.bias", 1L), adam.state().stepsOf());
    assertEquals(2, adam.steps());
  }

  @Test
  void weightsDecayAndBiasesDoNot() {
    Map<Parameter, double[]> zeros = Map.of(weight, new double[2], bias, new double[2]);
    ofBoth(new Sgd(0.5).withWeightDecay(0.1)).build().step(gradients(zeros));
    assertValues(weight, 1e-15, 0.95, -1.9);
    assertValues(bias, 0, 1, -2);
    ofBoth(new Momentum(0.5, 0.9).withDecoupledWeightDecay(0.1)).build().step(gradients(zeros));
    assertValues(weight, 1e-15, 0.95 * 0.95, -1.9 * 0.95);
    assertValues(bias, 0, 1, -2);
  }

  /** With a gradient of zero, Adam's coupled step has the size of η, the decoupled one shrinks. */
  @Test
  void decayOfAdamDependsOnWhetherItIsCoupled() {
    of(new Adam(0.1).withWeightDecay(0.5)).step(gradient(0, 0));
    assertValues(weight, 1e-8, 0.9, -1.9);
    of(new Adam(0.1).withDecoupledWeightDecay(0.5)).step(gradient(0, 0));
    assertValues(weight, 1e-8, 0.9 * 0.95, -1.9 * 0.95);
  }

  @Test
  void aGroupHasARuleOfItsOwnAndTheFirstOneCounts() {
    List<Parameter> listed = List.of(bias);
    Optimizer optimizer =
        ofBoth(new Sgd(0.1))
            .group((name, parameter) -> listed.contains(parameter), new Momentum(0.2, 0.9))
            .group((name, parameter) -> name.startsWith("0.b"), new Adam(1))
            .schedule(new ExponentialDecay(0.5))
            .build();
    optimizer.step(gradients(Map.of(weight, new double[] {1, 0}, bias, new double[] {1, 0})));
    assertValues(weight, 1e-15, 0.9, -2);
    assertValues(bias, 1e-15, 0.8, -2);
    assertEquals(Set.of("0.bias.velocity"), optimizer.state().tensors().keySet());
    assertEquals(Map.of("0.weight", 0.05, "0.bias", 0.1), optimizer.learningRates());
    assertEquals(0.05, optimizer.learningRate());
  }

  @Test
  void aGroupOfNothingIsRefused() {
    Optimizer.Builder builder = ofBoth(new Sgd(0.1));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.group((name, parameter) -> name.startsWith("1."), new Sgd(0.2)))
            .getMessage();
    assertEquals(
        "optimizer: expected a group of some of the parameters [0.weight, 0.bias], got one of"
            + " none, for Sgd[learningRate=0.2]",
        message);
  }

  @Test
  void theScheduleScalesEachStep() {
    Optimizer optimizer =
        ofBoth(new Sgd(1)).schedule(new LinearWarmup(2, 0.5).then(new CosineDecay(2))).build();
    double[] expected = {0.5, 0.75, 1, 0.5, 0};
    double at = 1;
    for (double rate : expected) {
      assertEquals(rate, optimizer.learningRate(), 1e-15);
      optimizer.step(gradient(1, 0));
      at -= rate;
      assertValues(weight, 1e-15, at, -2);
    }
  }

  @Test
  void aParameterUnderTwoNamesIsUpdatedOnce() {
    Map<String, Parameter> shared = new LinkedHashMap<>();
    shared.put("encoder.weight", weight);
    shared.put("decoder.weight", weight);
    Optimizer optimizer = Optimizer.of(ops, shared, new Momentum(0.1, 0.9));
    optimizer.step(gradient(1, 0));
    assertValues(weight, 1e-15, 0.9, -2);
    assertEquals(Set.of("encoder.weight.velocity"), optimizer.state().tensors().keySet());
  }

  @Test
  void aStrangersGradientIsRefusedBeforeAnythingMoves() {
    Gradients both = gradient(1, 0);
    both.add(bias, ops.full(Shape.of(2), 1));
    Optimizer optimizer = of(new Sgd(0.1));
    String message =
        assertThrows(IllegalArgumentException.class, () -> optimizer.step(both)).getMessage();
    assertEquals(
        "optimizer: a gradient of a bias [2], which is not among its parameters; make it with them",
        message);
    assertValues(weight, 0, 1, -2);
    assertEquals(0, optimizer.steps());
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertEquals(
        "learning rate: expected a finite number above 0, got NaN",
        assertThrows(IllegalArgumentException.class, () -> new Sgd(Double.NaN)).getMessage());
    assertRefused(() -> new Sgd(0));
    assertRefused(() -> new Momentum(0.1, 1));
    assertRefused(() -> new Momentum(0.1, -0.1));
    assertRefused(() -> new AdaGrad(0));
    assertRefused(() -> new AdaGrad(0.1, 0));
    assertRefused(() -> new Adadelta(1, 1, 1e-6));
    assertRefused(() -> new RmsProp(0.1, 1, 0, 1e-8));
    assertRefused(() -> new RmsProp(0.1, 0.9, 1, 1e-8));
    assertRefused(() -> new Adam(0));
    assertRefused(() -> new Adam(1, 1, 0.9, 1e-8));
    assertRefused(() -> new Adam(1, 0.9, -0.1, 1e-8));
    assertRefused(() -> new Adam(1, 0.9, 0.9, 0));
    assertRefused(() -> new NAdam(1, 0.9, 0.9, 1e-8, -1));
    assertRefused(() -> new Sgd(1).withWeightDecay(-1));
    assertRefused(() -> new Sgd(1).withDecoupledWeightDecay(Double.POSITIVE_INFINITY));
    assertRefused(() -> Clipping.byGlobalNorm(0));
    assertRefused(() -> Clipping.byValue(-1));
  }

  private static void assertRefused(Runnable making) {
    assertThrows(IllegalArgumentException.class, making::run);
  }
}
