package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccumulationTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(4);
  private final LabelledDataset clouds = Clouds.of(23, random);

  private Layer network() {
    return Sequential.perceptron(
        ops, List.of(2, 5, 3), Activation.TANH, Initializer.xavier(), random);
  }

  private History train(Layer network, int batch, int accumulated) {
    return train(network, new SoftmaxCrossEntropy(ops), batch, accumulated);
  }

  private History train(Layer network, Loss loss, int batch, int accumulated) {
    L2Penalty penalty = new L2Penalty(ops, 0.1);
    return Trainer.of(new Objective(ops, network, loss, penalty), new Momentum(0.2, 0.9))
        .sampler(Sampler.shuffled(23, batch, random))
        .iterations(6)
        .measuring("train", clouds)
        .accumulating(accumulated)
        .train(clouds);
  }

  @Test
  void stepsOfSmallBatchesAreThoseOfTheLargeOne() {
    assertSmallStepsAreLarge(new SoftmaxCrossEntropy(ops));
    assertFalse(Arrays.equals(train(network(), 12, 1).losses(), train(network(), 4, 1).losses()));
  }

  @Test
  void alsoWhereClassesHaveWeights() {
    assertSmallStepsAreLarge(new SoftmaxCrossEntropy(ops).withClassWeights(5, 0.5, 1));
  }

  private void assertSmallStepsAreLarge(Loss loss) {
    Layer large = network();
    Layer small = network();
    History ofLarge = train(large, loss, 12, 1); // 12 and 11 samples an epoch
    History ofSmall = train(small, loss, 4, 3); // 4, 4, 4 and 4, 4, 3
    assertArrayEquals(ofLarge.losses(), ofSmall.losses(), 1e-13);
    assertEquals(ofLarge.measurements().size(), ofSmall.measurements().size());
    large
        .parameters()
        .forEach(
            (name, parameter) ->
                assertArrayEquals(
                    ops.doubles(parameter.value()),
                    ops.doubles(small.parameters().get(name).value()),
                    1e-13,
                    name));
  }

  @Test
  void alsoWhereNoSampleCountsAndThePenaltyAloneIsLeft() {
    SoftmaxCrossEntropy none = new SoftmaxCrossEntropy(ops).withClassWeights(0, 0, 0);
    assertSmallStepsAreLarge(none);
    assertEquals(0, train(network(), none, 4, 3).measurements().get(0).loss());
  }

  @Test
  void oneBatchAStepIsAsIfNothingWereAccumulated() {
    assertArrayEquals(train(network(), 8, 1).losses(), shortRun(8));
  }

  private double[] shortRun(int batch) {
    return Trainer.of(
            new Objective(ops, network(), new SoftmaxCrossEntropy(ops), new L2Penalty(ops, 0.1)),
            new Momentum(0.2, 0.9))
        .sampler(Sampler.shuffled(23, batch, random))
        .iterations(6)
        .train(clouds)
        .losses();
  }

  @Test
  void anEpochsLastStepTakesWhatIsLeft() {
    Steps steps = new Steps(7, 3);
    assertEquals(3, steps.perEpoch());
    assertEquals(
        List.of("0+3", "3+3", "6+1", "7+3", "10+3", "13+1", "14+3"),
        IntStream.rangeClosed(1, 7)
            .mapToObj(i -> steps.firstBatch(i) + "+" + steps.batches(i))
            .toList());
    assertTrue(steps.endsEpoch(3));
    assertFalse(steps.endsEpoch(4));
    assertEquals(1, new Steps(2, 9).perEpoch());
    assertEquals(2, new Steps(2, 9).batches(5));
    assertEquals(1, new Steps(2, Integer.MAX_VALUE).perEpoch());
    assertEquals(2, new Steps(2, Integer.MAX_VALUE).batches(5));
  }

  @Test
  void batchNormalisationMovesItsStatisticsOnceForEachBatch() {
    BatchNorm1d norm = BatchNorm1d.of(ops, 2);
    Layer network = Sequential.of(norm, Affine.of(ops, 2, 3, Initializer.xavier(), random));
    Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(0.1))
        .sampler(
            new Sampler() {
              @Override
              public int[] samples(long step) {
                return step % 2 == 0 ? new int[] {0, 1, 2} : new int[] {3, 4};
              }

              @Override
              public int stepsPerEpoch() {
                return 2;
              }
            })
        .accumulating(2)
        .train(clouds);
    double mean = 0.9 * 0.1 * mean(0, 1, 2) + 0.1 * mean(3, 4);
    assertEquals(mean, ops.doubles(norm.state().get("running_mean"))[0], 1e-15);
  }

  /** Of the first coordinate. */
  private double mean(int... samples) {
    double[] sample = new double[2];
    double sum = 0;
    for (int i : samples) {
      clouds.read(i, sample, 0);
      sum += sample[0];
    }
    return sum / samples.length;
  }

  @Test
  void dropoutDrawsMasksOfItsOwnForEachBatch() {
    Layer network =
        Sequential.of(new Dropout(ops, 0.5), Affine.of(ops, 2, 3, Initializer.xavier(), random));
    LabelledDataset same = Clouds.of(2, random);
    int[] heard = {0};
    Layer counting = new MaskCounter(network, heard);
    Trainer.of(new Objective(ops, counting, new SoftmaxCrossEntropy(ops)), new Sgd(1e-9))
        .sampler(Sampler.shuffled(2, 1, random))
        .accumulating(2)
        .iterations(40)
        .train(same);
    assertEquals(80, heard[0], "sources of randomness, all different");
  }

  @Test
  void lessThanOneBatchIsRefused() {
    assertEquals(
        "accumulating: expected at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> train(network(), 4, 0)).getMessage());
  }
}
