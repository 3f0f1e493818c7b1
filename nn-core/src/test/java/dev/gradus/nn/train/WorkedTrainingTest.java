package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.LabelledArrays;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.StratifiedSplit;
import dev.gradus.nn.data.Subset;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the notes say of sets apart, of early stopping and of dropout. */
class WorkedTrainingTest {
  private static final int FEATURES = 8;

  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(4);

  /** The sign of the first of eight features, but wrong for a fifth of the samples. */
  private static LabelledDataset noisy(int size, RandomSource random) {
    double[][] inputs = new double[size][FEATURES];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < FEATURES; j++) {
        inputs[i][j] = random.at("x").normal((long) FEATURES * i + j);
      }
      boolean wrong = random.at("noise").uniform(i) < 0.2;
      labels[i] = (inputs[i][0] > 0) != wrong ? 1 : 0;
    }
    return LabelledArrays.of(inputs, labels, 2);
  }

  private Sequential network() {
    List<Integer> widths = List.of(FEATURES, 24, 2);
    return Sequential.perceptron(ops, widths, Activation.TANH, Initializer.xavier(), random);
  }

  private Trainer trainer(Sequential network, Subset train, Subset validation) {
    return Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Adam(0.02))
        .random(random)
        .iterations(300)
        .measuring("train", train)
        .measuring("validation", validation)
        .earlyStopping(EarlyStopping.of(5).on("validation"));
  }

  @Test
  void onAFourToOneSplitTrainingStopsWhenTheValidationLossRisesWhileTheTrainingLossFalls() {
    List<Subset> parts = StratifiedSplit.split(noisy(100, random), random, 4, 1);
    assertEquals(80, parts.get(0).size());
    assertEquals(20, parts.get(1).size());
    Sequential network = network();
    History history = trainer(network, parts.get(0), parts.get(1)).train(parts.get(0));
    assertEquals(Ending.EARLY_STOPPED, history.ending());
    Measurement best = history.best().orElseThrow();
    assertTrue(best.iteration() < history.losses().length, "it went on after the best");
    assertTrue(history.losses().length < 300, "and not to the end");
    assertTrue(history.last("validation").loss() > best.loss(), "the validation loss rises");
    double trainAtBest =
        history.measurements("train").stream()
            .filter(measurement -> measurement.iteration() == best.iteration())
            .findFirst()
            .orElseThrow()
            .loss();
    assertTrue(history.last("train").loss() < trainAtBest, "while the training loss falls");
    double kept =
        new Evaluator(ops, network, new SoftmaxCrossEntropy(ops)).evaluate(parts.get(1)).loss();
    assertEquals(best.loss(), kept, 0.0, "the best weights are back");
  }

  @Test
  void theTestSetIsSeenNeitherByTrainingNorByEarlyStopping() {
    StratifiedSplit.Parts parts = StratifiedSplit.sixTwoTwo(noisy(100, random), random);
    LabelledDataset another = noisy(30, random.at("another"));
    Sequential one = network();
    History first =
        trainer(one, parts.train(), parts.validation())
            .measuring("test", parts.test())
            .train(parts.train());
    Sequential other = network();
    History second =
        trainer(other, parts.train(), parts.validation())
            .measuring("test", another)
            .train(parts.train());
    assertNotEquals(first.last("test").loss(), second.last("test").loss());
    assertArrayEquals(first.losses(), second.losses());
    one.parameters()
        .forEach(
            (name, parameter) ->
                assertArrayEquals(
                    ops.doubles(parameter.value()),
                    ops.doubles(other.parameters().get(name).value()),
                    name));
  }

  @Test
  void dropoutTakesHalfTheHiddenUnitsOutOfEachStepAndNoneOutOfAPrediction() {
    int hidden = 2000;
    Tensor x = ops.full(Shape.of(1, 1), 1);
    Sequential network =
        Sequential.of(
            Affine.of(ops, 1, hidden, Initializer.uniform(1), random), new Dropout(ops, 0.5));
    double[] all = ops.doubles(network.predict(x));
    double[] first = ops.doubles(network.forward(x, Mode.training(random.at(1))).output());
    double[] second = ops.doubles(network.forward(x, Mode.training(random.at(2))).output());
    for (double[] step : List.of(first, second)) {
      double dropped = (double) Arrays.stream(step).filter(y -> y == 0).count();
      assertEquals(hidden / 2.0, dropped, 100);
      for (int i = 0; i < hidden; i++) {
        assertTrue(step[i] == 0 || step[i] == 2 * all[i], "dropped, or twice as strong");
      }
    }
    assertFalse(Arrays.equals(first, second), "others in the next step");
    assertEquals(0, Arrays.stream(all).filter(y -> y == 0).count());
  }
}
