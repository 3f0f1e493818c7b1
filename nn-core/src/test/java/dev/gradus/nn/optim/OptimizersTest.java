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
}
