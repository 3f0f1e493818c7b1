package dev.gradus.nn.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.MeanSquaredError.Convention;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final double[] TWO_LIKELY = {0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0};
  private static final double[] SEVEN_LIKELY = {0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0};

  private final TensorOps ops = new ReferenceOps(Precision.F64);

  private Tensor row(double... values) {
    return ops.tensor(Shape.of(1, values.length), values);
  }

  private Target two() {
    return Target.values(row(0, 0, 1, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void halfTheSumOfSquaresOfTheNotesVectors() {
    Loss loss = new MeanSquaredError(ops, Convention.HALF_SUM);
    assertEquals(0.0975, loss.value(row(TWO_LIKELY), two()), 1e-15);
    assertEquals(0.5975, loss.value(row(SEVEN_LIKELY), two()), 1e-15);
  }

  @Test
  void theMeanOfSquaresIsTheSameSumOverTheElements() {
    Loss loss = new MeanSquaredError(ops, Convention.MEAN);
    assertEquals(0.0975 * 2 / 10, loss.value(row(TWO_LIKELY), two()), 1e-15);
  }

  @Test
  void aBatchesHalfSumOfSquaresIsTheMeanOverItsSamples() {
    Loss loss = new MeanSquaredError(ops, Convention.HALF_SUM);
    Tensor two = ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 5});
    Target zeros = Target.values(ops.full(Shape.of(2, 2), 0));
    LossAndGradient result = loss.evaluate(two, zeros);
    assertEquals((0.5 * (1 + 4) + 0.5 * (9 + 25)) / 2, result.loss(), 1e-15);
    assertArrayEquals(new double[] {0.5, 1, 1.5, 2.5}, ops.doubles(result.gradient()), 1e-15);
  }

  @Test
  void anObjectivesLossHoldsThePenalty() {
    Parameter weight = Parameter.weight(ops.tensor(Shape.of(1, 1), new double[] {3}));
    Layer network = Affine.withoutBias(ops, weight);
    Loss loss = new MeanSquaredError(ops, Convention.HALF_SUM);
    Objective objective = new Objective(ops, network, loss, new L2Penalty(ops, 0.5));
    Objective.Result result = objective.gradients(row(2), Target.values(row(5)), Mode.inference());
    assertEquals(0.5 + 0.25 * 9, result.loss(), 1e-15);
    assertEquals(result.loss(), objective.value(row(2), Target.values(row(5))));
    assertArrayEquals(new double[] {2 + 0.5 * 3}, ops.doubles(result.gradients().of(weight)));
  }

  @Test
  void crossEntropyOfTheNotesVectors() {
    Loss loss = new CrossEntropy(ops);
    assertEquals(0.510825457099338, loss.value(row(TWO_LIKELY), two()), 1e-15);
    assertEquals(2.3026, loss.value(row(SEVEN_LIKELY), two()), 5e-5);
  }

  @Test
  void labelsAndOneHotRowsGiveTheSameAndABatchIsDividedByItsSize() {
    Tensor logits = ops.tensor(Shape.of(2, 3), new double[] {0.3, -1, 2, 1.5, 0, -0.5});
    Target labels = Target.labels(2, 0);
    Target oneHot = Target.values(ops.tensor(Shape.of(2, 3), new double[] {0, 0, 1, 1, 0, 0}));
    for (Loss loss : new Loss[] {new SoftmaxCrossEntropy(ops), new CrossEntropy(ops)}) {
      Tensor prediction = loss instanceof CrossEntropy ? ops.softmax(logits) : logits;
      LossAndGradient byLabels = loss.evaluate(prediction, labels);
      LossAndGradient byRows = loss.evaluate(prediction, oneHot);
      assertEquals(byRows.loss(), byLabels.loss(), 1e-15);
      assertArrayEquals(ops.doubles(byRows.gradient()), ops.doubles(byLabels.gradient()), 1e-15);
      Tensor first = ops.gatherRows(prediction, new int[] {0});
      Tensor second = ops.gatherRows(prediction, new int[] {1});
      double mean =
          (loss.value(first, Target.labels(2)) + loss.value(second, Target.labels(0))) / 2;
      assertEquals(mean, byLabels.loss(), 1e-15);
    }
  }

  @Test
  void binaryCrossEntropyOnLogitsIsFiniteAtAHundredAndAgreesWithProbabilities() {
    Loss onLogits = new BinaryCrossEntropyWithLogits(ops);
    Loss onProbabilities = new BinaryCrossEntropy(ops);
    assertEquals(100, onLogits.value(row(100), Target.values(row(0))), 1e-12);
    assertEquals(0, onLogits.value(row(100), Target.values(row(1))), 1e-12);
    assertEquals(100, onLogits.value(row(-100), Target.values(row(1))), 1e-12);
    assertEquals(Math.exp(-100), onLogits.value(row(-100), Target.values(row(0))), 1e-57);
    assertEquals(100, onProbabilities.value(row(0, 1), Target.values(row(1, 0))), 1e-12);
    Tensor logits = row(-2, -0.1, 0, 0.7, 3);
    Target target = Target.values(row(0, 1, 1, 0, 1));
    LossAndGradient a = onLogits.evaluate(logits, target);
    Tensor p = ops.sigmoid(logits);
    LossAndGradient b = onProbabilities.evaluate(p, target);
    assertEquals(b.loss(), a.loss(), 1e-14);
    Tensor chained = ops.sigmoidGrad(p, b.gradient());
    assertArrayEquals(ops.doubles(chained), ops.doubles(a.gradient()), 1e-14);
  }

  @Test
  void labelsServeASingleOutputAsZeroAndOne() {
    Tensor logits = ops.tensor(Shape.of(2, 1), new double[] {0.5, -0.5});
    Loss loss = new BinaryCrossEntropyWithLogits(ops);
    assertEquals(Math.log1p(Math.exp(-0.5)), loss.value(logits, Target.labels(1, 0)), 1e-15);
  }

  @Test
  void targetsThatDoNotFitAreRefusedByName() {
    Tensor logits = row(1, 2, 3);
    String label =
        assertThrows(
                IllegalArgumentException.class,
                () -> new SoftmaxCrossEntropy(ops).value(logits, Target.labels(3)))
            .getMessage();
    assertEquals("softmaxCrossEntropy: label 3 at position 0, expected 0 to 2", label);
    String oneHot =
        assertThrows(
                IllegalArgumentException.class,
                () -> new MeanSquaredError(ops, Convention.MEAN).value(logits, Target.labels(3)))
            .getMessage();
    assertEquals("MeanSquaredError: label 3 at position 0, expected 0 to 2", oneHot);
    String shape =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new MeanSquaredError(ops, Convention.MEAN)
                        .value(logits, Target.values(row(1, 2))))
            .getMessage();
    assertTrue(shape.startsWith("MeanSquaredError: expected two equal shapes"), shape);
  }
}
