package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.data.Augmentation;
import dev.gradus.nn.data.AugmentedImages;
import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.data.ValueArrays;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.metric.LogLoss;
import dev.gradus.nn.metric.Outputs;
import dev.gradus.nn.metric.RegressionErrors;
import dev.gradus.nn.metric.TopK;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadingAheadTest {
  private static final int SAMPLES = 60;
  private final ReferenceOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(13);
  private final ByteImages images = images();

  private static ByteImages images() {
    byte[] pixels = new byte[SAMPLES * 36];
    byte[] labels = new byte[SAMPLES];
    new Random(1).nextBytes(pixels);
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = (byte) (i % 3);
    }
    return new ByteImages(pixels, labels, 6, 6, 3);
  }

  private Sequential network(int inputs, int outputs) {
    return Sequential.perceptron(
        ops, List.of(inputs, outputs), Activation.TANH, Initializer.xavier(), random);
  }

  private double[] losses(LabelledDataset data, int ahead) {
    return Trainer.of(
            new Objective(ops, network(36, 3), new SoftmaxCrossEntropy(ops)), new Sgd(0.1))
        .sampler(Sampler.shuffled(SAMPLES, 20, random))
        .iterations(9)
        .readingAhead(ahead)
        .train(data)
        .losses();
  }

  @Test
  void augmentedTrainingHasTheSameBitsReadAheadOrNotAndOtherImagesEachEpoch() {
    LabelledDataset augmented =
        AugmentedImages.of(images, Augmentation.none().shifted(1).rotated(20), random);
    double[] losses = losses(augmented, 0);
    assertArrayEquals(losses, losses(augmented, 1));
    assertArrayEquals(losses, losses(augmented, 5));
    assertFalse(Arrays.equals(losses, losses(images, 0)), "the images are changed");
  }

  @Test
  void lessThanNothingAheadIsRefused() {
    assertEquals(
        "readingAhead: expected at least 0, got -1",
        assertThrows(IllegalArgumentException.class, () -> losses(images, -1)).getMessage());
  }

  @Test
  void metricsMeasureWhatTheNetworkSaysOfAllSamples() {
    Sequential network = network(36, 3);
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(ops);
    LogLoss logLoss = new LogLoss(3, Outputs.LOGITS);
    TopK top1 = new TopK(1, 3);
    Evaluator evaluator = new Evaluator(ops, network, loss);
    evaluator.measure(images, List.of(logLoss, top1));
    Evaluator.Evaluation evaluation = evaluator.evaluate(images);
    assertEquals(evaluation.loss(), logLoss.value(), 1e-13);
    assertEquals(evaluation.confusion().accuracy(), top1.value());
  }

  @Test
  void metricsOfValuesMeasureRegressions() {
    double[][] inputs = {{1, 2}, {3, 4}, {-1, 0}};
    ValueArrays data = ValueArrays.of(inputs, new double[][] {{1}, {2}, {3}});
    Sequential network = network(2, 1);
    MeanSquaredError loss = new MeanSquaredError(ops, MeanSquaredError.Convention.MEAN);
    Evaluator evaluator = new Evaluator(ops, network, loss);
    RegressionErrors errors = new RegressionErrors(1);
    evaluator.measureValues(data, List.of(errors));
    assertEquals(evaluator.evaluate(data).loss(), errors.rmse() * errors.rmse(), 1e-14);
    assertEquals(
        "measureValues: expected values as targets, got labels; call measure",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Evaluator(ops, network(36, 1), loss).measureValues(images, List.of(errors)))
            .getMessage());
  }
}
