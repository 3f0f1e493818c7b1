package dev.gradus.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionLossesTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);

  private Tensor row(double... values) {
    return ops.tensor(Shape.of(1, values.length), values);
  }

  private void assertLoss(double loss, double[] gradient, LossAndGradient actual) {
    assertEquals(loss, actual.loss(), 1e-15);
    assertArrayEquals(gradient, ops.doubles(actual.gradient()), 1e-15);
  }

  @Test
  void theAbsoluteErrorHasTheSignAsItsGradientAndNoneAtZero() {
    Loss loss = new MeanAbsoluteError(ops);
    Target target = Target.values(row(0, 3, 5, -1));
    assertLoss(1.5, new double[] {0.25, -0.25, 0, 0.25}, loss.evaluate(row(1, -1, 5, 0), target));
  }

  @Test
  void theHuberLossIsSquaredNearAndAbsoluteFarAway() {
    Loss loss = new Huber(ops, 2);
    Target zeros = Target.values(row(0, 0, 0, 0));
    double expected = (0.5 + 2 * (3 - 1) + 2 * (10 - 1) + 0.5 * 4) / 4;
    assertLoss(
        expected, new double[] {-0.25, 0.5, -0.5, 0.5}, loss.evaluate(row(-1, 3, -10, 2), zeros));
  }

  @Test
  void theHingeLossCountsWhatIsInsideTheMargin() {
    Loss loss = new Hinge(ops);
    Tensor scores = row(0.25, -2, 1, 3);
    Target values = Target.values(row(1, -1, 1, -1));
    assertLoss((0.75 + 4) / 4, new double[] {-0.25, 0, 0, 0.25}, loss.evaluate(scores, values));
    Target label = Target.labels(0);
    assertLoss(
        (0.75 + 0 + 2 + 4) / 4, new double[] {-0.25, 0, 0.25, 0.25}, loss.evaluate(scores, label));
    Tensor single = ops.tensor(Shape.of(2, 1), new double[] {0.5, 0.5});
    assertLoss(
        (0.5 + 1.5) / 2, new double[] {-0.5, 0.5}, loss.evaluate(single, Target.labels(1, 0)));
  }

  @Test
  void theDivergenceOfADistributionFromItselfIsZeroAndZeroesCountForNothing() {
    Loss loss = new KullbackLeibler(ops);
    Tensor t = ops.tensor(Shape.of(2, 2), new double[] {0.25, 0.75, 0, 1});
    Tensor itself =
        ops.tensor(
            Shape.of(2, 2),
            new double[] {Math.log(0.25), Math.log(0.75), Double.NEGATIVE_INFINITY, 0});
    assertEquals(0, loss.value(itself, Target.values(t)), 1e-16);
    Tensor even = ops.full(Shape.of(2, 2), Math.log(0.5));
    double expected = (0.25 * Math.log(0.5) + 0.75 * Math.log(1.5) + Math.log(2)) / 2;
    assertLoss(
        expected, new double[] {-0.125, -0.375, 0, -0.5}, loss.evaluate(even, Target.values(t)));
    assertEquals(Math.log(2), loss.value(even, Target.labels(1, 0)), 1e-15);
  }

  @Test
  void allPassTheGradientCheck() {
    Tensor prediction = ops.tensor(Shape.of(2, 3), new double[] {0.3, -2, 1.5, 4, -0.1, -7});
    Target target =
        Target.values(ops.tensor(Shape.of(2, 3), new double[] {0.2, 0.5, 0.3, 0.6, 0, 0.4}));
    for (Loss loss :
        List.of(
            new MeanAbsoluteError(ops),
            new Huber(ops, 1),
            new KullbackLeibler(ops),
            new Hinge(ops))) {
      GradientCheck.of(ops, loss, prediction, target).requireRight();
    }
  }

  @Test
  void aKinkWithinTheStepIsLeftOutAndNotCalledAMistake() {
    Target zeros = Target.values(row(0, 0));
    for (Loss loss : List.of(new MeanAbsoluteError(ops), new Huber(ops, 1), new Hinge(ops))) {
      double kink = loss instanceof MeanAbsoluteError ? 0 : 1;
      Target target = loss instanceof Hinge ? Target.values(row(1, 1)) : zeros;
      Tensor below = row(kink - 1e-7, 0.5);
      assertEquals(
          1, GradientCheck.of(ops, loss, below, target).report().leftOut(), loss.toString());
      assertNotEquals(
          loss.kinkPattern(below, target), loss.kinkPattern(row(kink + 1e-7, 0.5), target));
    }
    assertEquals(0, new KullbackLeibler(ops).kinkPattern(row(1), zeros));
  }

  @Test
  void aDeltaOfZeroIsRefused() {
    assertEquals(
        "Huber: expected a finite δ above 0, got 0.0",
        assertThrows(IllegalArgumentException.class, () -> new Huber(ops, 0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Huber(ops, Double.POSITIVE_INFINITY));
  }
}
