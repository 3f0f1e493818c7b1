package dev.gradus.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizersTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final Parameter parameter =
      Parameter.weight(ops.tensor(Shape.of(2), new double[] {1, -2}));

  private Gradients gradient(double... values) {
    Gradients gradients = new Gradients(ops);
    gradients.add(parameter, ops.tensor(Shape.of(2), values));
    return gradients;
  }

  @Test
  void gradientDescentGoesAgainstTheGradient() {
    new Sgd(ops, 0.1).step(gradient(3, -4));
    assertArrayEquals(new double[] {0.7, -1.6}, ops.doubles(parameter.value()), 1e-15);
  }

  @Test
  void momentumRemembersWhereItWasGoing() {
    Momentum momentum = new Momentum(ops, List.of(parameter), 0.1, 0.9);
    momentum.step(gradient(1, 0));
    assertArrayEquals(new double[] {0.9, -2}, ops.doubles(parameter.value()), 1e-15);
    momentum.step(gradient(1, 0));
    assertArrayEquals(new double[] {0.71, -2}, ops.doubles(parameter.value()), 1e-15);
  }

  @Test
  void withoutMomentumItIsGradientDescent() {
    new Momentum(ops, List.of(parameter), 0.1, 0).step(gradient(3, -4));
    assertArrayEquals(new double[] {0.7, -1.6}, ops.doubles(parameter.value()), 1e-15);
    assertThrows(
        IllegalArgumentException.class, () -> new Momentum(ops, List.of(parameter), 0.1, -0.1));
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertEquals(
        "learning rate: expected a finite number above 0, got NaN",
        assertThrows(IllegalArgumentException.class, () -> new Sgd(ops, Double.NaN)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Sgd(ops, 0));
    assertThrows(IllegalArgumentException.class, () -> new Momentum(ops, List.of(), 0.1, 1));
  }

  @Test
  void momentumRefusesAParameterItWasNotToldOf() {
    Momentum momentum = new Momentum(ops, List.of(), 0.1, 0.9);
    assertThrows(IllegalArgumentException.class, () -> momentum.step(gradient(1, 0)));
  }

  @Test
  void adamsFirstStepHasTheSizeOfTheLearningRateWhateverTheGradient() {
    new Adam(ops, List.of(parameter), 0.1).step(gradient(1e-3, -1e3));
    assertArrayEquals(new double[] {0.9, -1.9}, ops.doubles(parameter.value()), 1e-5);
  }

  /** m = 0.75, v = 0.75 after two steps with β = ½; both corrections divide by 3/4. */
  @Test
  void adamCorrectsBothMeansForTheirStartAtZero() {
    Adam adam = new Adam(ops, List.of(parameter), 0.1, 0.5, 0.5, 1e-12);
    adam.step(gradient(1, 0));
    adam.step(gradient(1, 0));
    assertArrayEquals(new double[] {0.8, -2}, ops.doubles(parameter.value()), 1e-12);
    adam.step(gradient(-1, 0)); // m = −0.125, v = 0.875, both over 7/8
    assertArrayEquals(new double[] {0.8 + 0.1 / 7, -2}, ops.doubles(parameter.value()), 1e-12);
  }

  @Test
  void adamCountsTheStepsOfEachParameterByItself() {
    Parameter other = Parameter.weight(ops.tensor(Shape.of(2), new double[] {1, 1}));
    Adam adam = new Adam(ops, List.of(parameter, other), 0.1);
    adam.step(gradient(1, 1));
    Gradients late = new Gradients(ops);
    late.add(other, ops.tensor(Shape.of(2), new double[] {5, -5}));
    adam.step(late);
    assertArrayEquals(new double[] {0.9, 1.1}, ops.doubles(other.value()), 1e-8);
  }

  @Test
  void adamRefusesImpossibleSettingsAndStrangers() {
    List<Parameter> none = List.of();
    assertThrows(IllegalArgumentException.class, () -> new Adam(ops, none, 0));
    assertThrows(IllegalArgumentException.class, () -> new Adam(ops, none, 1, 1, 0.9, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> new Adam(ops, none, 1, 0.9, -0.1, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> new Adam(ops, none, 1, 0.9, 0.9, 0));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new Adam(ops, none, 1).step(gradient(1, 0)))
            .getMessage();
    assertEquals(
        "adam: weight [2] is not among the parameters given to the constructor; give it there",
        message);
  }
}
