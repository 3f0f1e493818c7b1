package dev.gradus.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import org.junit.jupiter.api.Test;

class SoftmaxCrossEntropyTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final SoftmaxCrossEntropy plain = new SoftmaxCrossEntropy(ops);
  private final Tensor logits =
      ops.tensor(Shape.of(3, 3), new double[] {0.3, -1, 2, 1.5, 0, -0.5, 0, 0.25, 0.5});
  private final double[] log = ops.doubles(ops.logSoftmax(logits));
  private final Target labels = Target.labels(2, 0, 2);
  private final Target rows =
      Target.values(ops.tensor(Shape.of(3, 3), new double[] {0, 0, 1, 1, 0, 0, 0, 0, 1}));

  @Test
  void classWeightsAreDividedByTheirSumOverTheLabels() {
    Loss loss = plain.withClassWeights(2, 1, 0.5);
    double expected = -(0.5 * log[2] + 2 * log[3] + 0.5 * log[8]) / 3;
    assertEquals(expected, loss.value(logits, labels), 1e-15);
    assertEquals(
        expected, loss.value(logits, rows), 1e-15, "here the weights sum to 3, as rows do");
    Loss doubled = plain.withClassWeights(4, 2, 1);
    assertEquals(expected, doubled.value(logits, labels), 1e-15);
    assertEquals(2 * expected, doubled.value(logits, rows), 1e-15, "rows are divided by m alone");
  }

  @Test
  void aBatchCountsAsMuchAsItsLossWasDividedBy() {
    Loss loss = plain.withClassWeights(2, 1, 0.5);
    assertEquals(3, plain.weight(labels));
    assertEquals(3, plain.weight(Target.labels(0, 1, 2)));
    assertEquals(3.5, loss.weight(Target.labels(0, 1, 2)));
    assertEquals(3, loss.weight(rows), "rows are divided by m alone");
    assertThrows(IllegalArgumentException.class, () -> loss.weight(Target.labels(3)));
  }

  @Test
  void smoothingSpreadsAShareOfEachLabel() {
    Loss loss = plain.withLabelSmoothing(0.3);
    double all = 0;
    for (double value : log) {
      all -= value;
    }
    double expected = (0.7 * -(log[2] + log[3] + log[8]) + 0.1 * all) / 3;
    assertEquals(expected, loss.value(logits, labels), 1e-15);
    assertEquals(expected, loss.value(logits, rows), 1e-15);
  }

  @Test
  void bothTogetherPassTheGradientCheckForLabelsAndRows() {
    Loss loss = plain.withClassWeights(2, 1, 0.25).withLabelSmoothing(0.2);
    GradientCheck.of(ops, loss, logits, labels).requireRight();
    GradientCheck.of(ops, loss, logits, rows).requireRight();
  }

  @Test
  void equalWeightsAndNoSmoothingChangeNothing() {
    LossAndGradient expected = plain.evaluate(logits, labels);
    LossAndGradient actual =
        plain.withClassWeights(3, 3, 3).withLabelSmoothing(0).evaluate(logits, labels);
    assertEquals(expected.loss(), actual.loss(), 1e-15);
    assertArrayEquals(ops.doubles(expected.gradient()), ops.doubles(actual.gradient()), 1e-15);
  }

  @Test
  void aBatchOfClassesThatCountForNothingTeachesNothing() {
    LossAndGradient result = plain.withClassWeights(0, 1, 0).evaluate(logits, labels);
    assertEquals(0, result.loss(), 1e-300);
    assertArrayEquals(new double[9], ops.doubles(result.gradient()), 1e-300);
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertEquals(
        "SoftmaxCrossEntropy: expected logits of 2 classes, one for each weight, got 3",
        refusal(() -> plain.withClassWeights(1, 2).value(logits, labels)));
    assertEquals(
        "SoftmaxCrossEntropy: expected logits of 2 classes, one for each weight, got 3",
        refusal(() -> plain.withClassWeights(1, 2).value(logits, rows)));
    assertEquals(
        "softmaxCrossEntropy: label 3 at position 0, expected 0 to 2",
        refusal(() -> plain.withLabelSmoothing(0.1).value(logits, Target.labels(3, 0, 0))));
    assertEquals(
        "SoftmaxCrossEntropy: expected a finite weight of at least 0 for each class, got [1.0, -1.0]",
        refusal(() -> plain.withClassWeights(1, -1)));
    assertEquals(
        "SoftmaxCrossEntropy: expected a finite weight of at least 0 for each class, got []",
        refusal(plain::withClassWeights));
    assertEquals(
        "SoftmaxCrossEntropy: expected a label smoothing from 0 to 1, got 1.5",
        refusal(() -> plain.withLabelSmoothing(1.5)));
  }
}
