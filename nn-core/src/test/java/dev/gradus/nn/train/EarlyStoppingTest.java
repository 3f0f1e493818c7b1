package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.LabelledArrays;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.data.ValueArrays;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.MeanSquaredError.Convention;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(1);

  /** One sample; a weight w has the loss w²/2. */
  private final Dataset zero = ValueArrays.of(new double[][] {{1}}, new double[][] {{0}});

  private Layer weights(double... values) {
    Shape shape = Shape.of(values.length, 1);
    return Affine.withoutBias(ops, Parameter.weight(ops.tensor(shape, values)));
  }

  private double[] weights(Layer network) {
    return ops.doubles(network.parameters().get("weight").value());
  }

  /** A weight that walks from −3 over 0, where the loss is lowest, by 1 an epoch. */
  private Trainer walk(Layer network) {
    MeanSquaredError loss = new MeanSquaredError(ops, Convention.HALF_SUM);
    return Trainer.of(new Objective(ops, network, loss), new Walk(1))
        .sampler(Sampler.shuffled(1, 1, random))
        .iterations(10)
        .measuring("validation", zero);
  }

  @Test
  void thePatienceOfMeasurementsThatAreNoBetterEndsItAtItsBest() {
    Layer network = weights(-3);
    History history = walk(network).earlyStopping(EarlyStopping.of(2).on("validation")).train(zero);
    assertEquals(Ending.EARLY_STOPPED, history.ending());
    assertEquals("the monitored measurements stopped getting better", history.ending().reason());
    assertEquals(5, history.losses().length, "best after three, then two more");
    assertArrayEquals(new double[] {0}, weights(network));
    assertEquals(3, history.best().orElseThrow().iteration());
    assertEquals(0, history.outcome("validation").loss());
    assertEquals(2, history.last("validation").loss());
  }

  @Test
  void withMorePatienceItMakesAllStepsAndIsStillLeftAtItsBest() {
    Layer network = weights(-3);
    History history =
        walk(network).monitoring("validation").earlyStopping(EarlyStopping.of(8)).train(zero);
    assertEquals(Ending.COMPLETED, history.ending());
    assertEquals(10, history.losses().length);
    assertArrayEquals(new double[] {0}, weights(network));
    Layer without = weights(-3);
    History plain = walk(without).train(zero);
    assertArrayEquals(new double[] {7}, weights(without));
    assertTrue(plain.best().isEmpty());
    assertEquals(24.5, plain.outcome("validation").loss());
  }

  @Test
  void aChangeThatIsTooSmallIsNone() {
    EarlyStopping rule = EarlyStopping.of(1).on("validation");
    // losses 4.5 → 2, 0.5, 0: better by 1.5 and by 0.5
    Layer strict = weights(-3);
    History stopped = walk(strict).earlyStopping(rule.minimumChange(1.5)).train(zero);
    assertEquals(2, stopped.losses().length, "better by 1.5 is not better by more than it");
    assertArrayEquals(new double[] {-2}, weights(strict));
    History later = walk(weights(-3)).earlyStopping(rule.minimumChange(1.4)).train(zero);
    assertEquals(3, later.losses().length);
  }

  @Test
  void theAccuracyIsBetterTheHigherItIs() {
    LabelledDataset one = LabelledArrays.of(new double[][] {{1}}, new int[] {0}, 2);
    Layer network = weights(-2.5, 0);
    History history =
        Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Walk(1))
            .sampler(Sampler.shuffled(1, 1, random))
            .iterations(20)
            .measuring("validation", one)
            .earlyStopping(EarlyStopping.of(3).byAccuracy().on("validation"))
            .train(one);
    assertEquals(6, history.losses().length, "right from the third on, while the loss still falls");
    assertArrayEquals(new double[] {0.5, 0}, weights(network));
    assertEquals(1, history.outcome("validation").accuracy());
  }

  @Test
  void theLayersStateOfTheBestMomentComesBackToo() {
    LabelledDataset clouds = Clouds.of(30, random);
    Sequential network =
        Sequential.of(
            BatchNorm1d.of(ops, 2), Affine.of(ops, 2, 3, Initializer.xavier(), random.at(1)));
    SavedStates saved = new SavedStates(ops);
    History history =
        Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(0.1))
            .sampler(Sampler.shuffled(30, 15, random))
            .iterations(100)
            .measuring("validation", clouds)
            .checkpointing(saved, 1)
            .earlyStopping(EarlyStopping.of(2).minimumChange(100).on("validation"))
            .train(clouds);
    assertEquals(6, history.losses().length);
    assertEquals(
        SavedStates.bits(ops, saved.at(2).layerState()), SavedStates.bits(ops, network.state()));
    assertEquals(
        SavedStates.bits(ops, saved.at(2).parameters()),
        SavedStates.bits(ops, NetworkTensors.parameters(network)));
    assertNotEquals(
        SavedStates.bits(ops, saved.at(2).layerState()),
        SavedStates.bits(ops, saved.at(6).layerState()),
        "it has moved since");
  }

  @Test
  void aMeasurementThatIsNoNumberIsNeverBetter() {
    BestMoment best = new BestMoment(ops, weights(1), EarlyStopping.of(2), "validation");
    assertTrue(best.state().isEmpty());
    observe(best, 1, Double.NaN);
    observe(best, 2, 5);
    assertEquals(2, best.state().orElseThrow().iteration());
    observe(best, 3, Double.NaN);
    assertEquals(1, best.state().orElseThrow().waited());
    observe(best, 4, Double.NEGATIVE_INFINITY);
    assertEquals(4, best.state().orElseThrow().iteration());
  }

  private static void observe(BestMoment best, long iteration, double loss) {
    best.observe(List.of(new Measurement(iteration, "validation", loss, 0)));
  }

  @Test
  void anEpochCutShortIsNotHeardOf() {
    Dataset two = ValueArrays.of(new double[][] {{1}, {1}}, new double[][] {{0}, {0}});
    Layer network = weights(-5);
    MeanSquaredError loss = new MeanSquaredError(ops, Convention.HALF_SUM);
    History history =
        Trainer.of(new Objective(ops, network, loss), new Walk(1))
            .sampler(Sampler.shuffled(2, 1, random))
            .iterations(5)
            .measuring("validation", two)
            .earlyStopping(EarlyStopping.of(5).on("validation"))
            .train(two);
    assertEquals(5, history.last("validation").iteration(), "measured, and the best of all");
    assertEquals(4, history.best().orElseThrow().iteration());
    assertArrayEquals(new double[] {-1}, weights(network));
  }

  @Test
  void aRuleThatWouldWaitInVainIsRefused() {
    Trainer trainer = walk(weights(1));
    assertEquals(
        "training: early stopping hears of no measurement; name a measured data set by"
            + " monitoring(…) or EarlyStopping.on(…)",
        refusal(trainer, EarlyStopping.of(1)));
    assertEquals(
        "training: expected to monitor one of the measured data sets [validation], got 'test';"
            + " measure it too",
        refusal(trainer, EarlyStopping.of(1).on("test")));
    assertEquals(
        "training: early stopping by the accuracy of 'validation', which has no classes; use its"
            + " loss",
        refusal(trainer, EarlyStopping.of(1).byAccuracy().on("validation")));
  }

  private String refusal(Trainer trainer, EarlyStopping rule) {
    return assertThrows(IllegalStateException.class, () -> trainer.earlyStopping(rule).train(zero))
        .getMessage();
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertEquals(
        "early stopping: expected a patience of at least 1, got 0",
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.of(0)).getMessage());
    assertEquals(
        "early stopping: expected a finite minimum change of at least 0, got -0.1",
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.of(1).minimumChange(-0.1))
            .getMessage());
  }
}
