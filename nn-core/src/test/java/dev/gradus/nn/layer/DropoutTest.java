package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(6);
  private final Tensor ones = ops.full(Shape.of(100, 200), 1);

  private double[] trained(Layer layer, RandomSource source) {
    return ops.doubles(layer.forward(ones, Mode.training(source)).output());
  }

  @Test
  void keepsTheMeanAndDropsTheShareItIsTold() {
    double[] y = trained(new Dropout(ops, 0.25), random);
    assertEquals(0.25, Arrays.stream(y).filter(v -> v == 0).count() / 20_000.0, 0.01);
    assertEquals(0, Arrays.stream(y).filter(v -> v != 0 && v != 1 / 0.75).count());
    assertEquals(1, Arrays.stream(y).average().orElseThrow(), 0.015);
  }

  @Test
  void theSameStepAndPlaceHaveTheSameMaskAndOthersAnother() {
    Layer layer = new Dropout(ops, 0.5);
    double[] mask = trained(layer, random);
    assertArrayEquals(mask, trained(new Dropout(ops, 0.5), random));
    assertFalse(Arrays.equals(mask, trained(layer, random.at(1))));
    double[] twice = trained(Sequential.of(layer, layer), random);
    long both = Arrays.stream(twice).filter(v -> v != 0).count();
    assertEquals(0.25, both / 20_000.0, 0.01, "two independent masks");
  }

  @Test
  void theMaskIsTheSameInBothPrecisions() {
    TensorOps single = new ReferenceOps(Precision.F32);
    Layer layer = new Dropout(single, 0.5);
    Tensor x = single.full(Shape.of(100, 200), 1);
    assertArrayEquals(
        trained(new Dropout(ops, 0.5), random),
        single.doubles(layer.forward(x, Mode.training(random)).output()));
  }

  @Test
  void predictionAndProbabilityZeroPassEverythingOn() {
    assertSame(ones, new Dropout(ops, 0.5).predict(ones));
    assertSame(ones, new Dropout(ops, 0).forward(ones, Mode.training(random)).output());
  }

  @Test
  void passesTheGradientCheckInBothModes() {
    Tensor x = ops.tensor(Shape.of(2, 3), new double[] {1, -2, 3, -4, 5, -6});
    GradientCheck.of(ops, new Dropout(ops, 0.5), x).requireRight();
    GradientCheck.ofTraining(ops, new Dropout(ops, 0.5), x, random).requireRight();
  }

  @Test
  void aProbabilityOfOneIsRefused() {
    assertEquals(
        "Dropout: expected a probability from 0 to below 1, got 1.0",
        assertThrows(IllegalArgumentException.class, () -> new Dropout(ops, 1)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Dropout(ops, Double.NaN));
    assertEquals("Dropout 0.5", new Dropout(ops, 0.5).toString());
  }
}
