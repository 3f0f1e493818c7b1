package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchLoader;
import dev.gradus.nn.data.BatchSource;
import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.LabelledArrays;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.data.Subset;
import dev.gradus.nn.data.ValueArrays;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LeakyRelu;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.BinaryCrossEntropy;
import dev.gradus.nn.loss.BinaryCrossEntropyWithLogits;
import dev.gradus.nn.loss.Hinge;
import dev.gradus.nn.loss.Huber;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.MeanAbsoluteError;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.MeanSquaredError.Convention;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.Update;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.schedule.Schedule;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(1);

  private Sequential network(int... widths) {
    List<Integer> list = Arrays.stream(widths).boxed().toList();
    return Sequential.perceptron(ops, list, Activation.TANH, Initializer.xavier(), random);
  }

  private Objective classifier(Sequential network) {
    return new Objective(ops, network, new SoftmaxCrossEntropy(ops));
  }

  @Test
  void theLossFallsAndTrainAndTestAccuracyLieNearlyOnOneAnother() {
    LabelledDataset train = Clouds.of(300, random.at("train"));
    History history =
        Trainer.of(classifier(network(2, 8, 3)), new Sgd(0.5))
            .sampler(Sampler.random(300, 30, random))
            .iterations(200)
            .measuring("train", train)
            .measuring("test", Clouds.of(150, random.at("test")))
            .train(train);
    double[] losses = history.losses();
    assertEquals(200, losses.length);
    assertEquals(Math.log(3), losses[0], 0.5);
    assertTrue(losses[199] < losses[0] / 5, "from " + losses[0] + " to " + losses[199]);
    assertEquals(20, history.measurements("test").size(), "every epoch of ten steps");
    assertTrue(history.last("test").accuracy() > 0.97);
    assertEquals(history.last("train").accuracy(), history.last("test").accuracy(), 0.03);
  }

  @Test
  void unlessToldOtherwiseItTrainsAnEpochOfShuffledHundreds() {
    LabelledDataset train = Clouds.of(250, random);
    History history =
        Trainer.of(classifier(network(2, 3)), new Sgd(0.5))
            .random(random)
            .measuring("train", train)
            .train(train);
    assertEquals(3, history.losses().length);
    assertEquals(1, history.measurements().size());
    assertEquals(3, history.last("train").iteration());
  }

  @Test
  void anEvaluationCountsEverySampleOnceHoweverManyThereAre() {
    LabelledDataset many = Clouds.of(1000, random);
    Sequential network = network(2, 3);
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(ops);
    Evaluator.Evaluation whole = new Evaluator(ops, network, loss).evaluate(many);
    int[] all = IntStream.range(0, 1000).toArray();
    Batch batch = new BatchLoader(ops, many).load(all);
    Tensor scores = network.predict(batch.inputs());
    assertEquals(loss.value(scores, batch.targets()), whole.loss(), 1e-12);
    int[] predicted = ops.rowArgMax(scores);
    long right = Arrays.stream(all).filter(i -> predicted[i] == many.label(i)).count();
    assertEquals(1000, whole.confusion().total());
    assertEquals(right / 1000.0, whole.confusion().accuracy(), 1e-15);
  }

  @Test
  void theOrderOfTheSamplesIsNothingToALossWithClassWeights() {
    LabelledDataset mixed = Clouds.of(1200, random);
    int[] byLabel =
        IntStream.range(0, 1200)
            .boxed()
            .sorted(Comparator.comparing(mixed::label))
            .mapToInt(i -> i)
            .toArray();
    Loss loss = new SoftmaxCrossEntropy(ops).withClassWeights(5, 0.5, 1);
    Evaluator evaluator = new Evaluator(ops, network(2, 3), loss);
    double expected = evaluator.evaluate(mixed).loss();
    assertEquals(expected, evaluator.evaluate(new Subset(mixed, byLabel)).loss(), 1e-13);
  }

  @Test
  void momentumLearnsToo() {
    LabelledDataset train = Clouds.of(300, random.at("train"));
    Sequential network = network(2, 8, 3);
    History history =
        Trainer.of(classifier(network), new Momentum(0.1, 0.9))
            .sampler(Sampler.shuffled(300, 30, random))
            .iterations(100)
            .measuring("train", train)
            .train(train);
    assertTrue(history.last("train").accuracy() > 0.97);
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    assertArrayEquals(shortRun(random), shortRun(random));
    assertFalse(Arrays.equals(shortRun(random), shortRun(RandomSource.ofSeed(2))));
  }

  private double[] shortRun(RandomSource batches) {
    LabelledDataset train = Clouds.of(90, random.at("train"));
    return Trainer.of(classifier(network(2, 4, 3)), new Sgd(0.5))
        .sampler(Sampler.shuffled(90, 8, batches))
        .iterations(30)
        .train(train)
        .losses();
  }

  @Test
  void aSingleOutputTellsTwoClassesApart() {
    LabelledDataset points =
        LabelledArrays.of(
            new double[][] {{-2}, {-1}, {0.25}, {1}, {3}}, new int[] {0, 0, 0, 1, 1}, 2);
    Layer asItIs = new LeakyRelu(ops, 1);
    assertEquals(0.8, accuracy(asItIs, new BinaryCrossEntropyWithLogits(ops), points));
    assertEquals(1, accuracy(asItIs, new BinaryCrossEntropy(ops), points));
    assertEquals(0.8, accuracy(asItIs, new Hinge(ops), points));
    assertEquals(1, accuracy(asItIs, new MeanSquaredError(ops, Convention.MEAN), points));
    assertEquals(1, accuracy(asItIs, new MeanAbsoluteError(ops), points));
    assertEquals(1, accuracy(asItIs, new Huber(ops, 1), points));
  }

  private double accuracy(Layer network, Loss loss, LabelledDataset data) {
    return new Evaluator(ops, network, loss).evaluate(data).confusion().accuracy();
  }

  @Test
  void batchesMayComeFromTheCaller() {
    LabelledDataset train = Clouds.of(90, random.at("train"));
    Sampler sampler = Sampler.shuffled(90, 8, random);
    try (BatchSource batches = BatchSource.direct(ops, train, sampler)) {
      History history =
          Trainer.of(classifier(network(2, 4, 3)), new Sgd(0.5)).iterations(30).train(batches);
      assertArrayEquals(shortRun(random), history.losses());
    }
  }

  @Test
  void listenersHearOfEveryStepAndMeasurementInOrder() {
    List<String> heard = new ArrayList<>();
    LabelledDataset train = Clouds.of(30, random);
    Trainer.of(classifier(network(2, 3)), new Sgd(0.5))
        .sampler(Sampler.shuffled(30, 15, random))
        .iterations(3)
        .measuring("test", train)
        .listener(
            new TrainingListener() {
              @Override
              public void started(long iterations) {
                heard.add("started " + iterations);
              }

              @Override
              public void stepped(long iteration, double loss) {
                heard.add("step " + iteration);
              }

              @Override
              public void measured(Measurement measurement) {
                heard.add(measurement.dataset() + " at " + measurement.iteration());
              }

              @Override
              public void finished(History history) {
                heard.add("finished");
              }
            })
        .train(train);
    assertEquals(
        List.of("started 3", "step 1", "step 2", "test at 2", "step 3", "test at 3", "finished"),
        heard);
  }

  @Test
  void onlyTheTimeInsideStepsIsCounted() {
    long[] now = {0};
    LabelledDataset train = Clouds.of(30, random);
    History history =
        Trainer.of(classifier(network(2, 3)), new Sgd(0.5))
            .iterations(4)
            .sampler(Sampler.shuffled(30, 30, random))
            .nanoClock(() -> now[0] += 1000)
            .train(train);
    assertEquals(Duration.ofNanos(4000), history.timeInSteps());
    assertEquals(30 * 4 / 4e-6, history.samplesPerSecond(), 1);
  }

  @Test
  void aLossThatIsNoNumberStopsTheTrainingAndNamesStepAndParameter() {
    LabelledDataset train = Clouds.of(30, random);
    Sequential network = network(2, 4, 3);
    TrainingException error =
        assertThrows(
            TrainingException.class,
            () ->
                Trainer.of(classifier(network), new Sgd(1e308))
                    .sampler(Sampler.shuffled(30, 10, random))
                    .iterations(20)
                    .train(train));
    assertTrue(error.getMessage().contains("at iteration " + error.iteration()), error.toString());
    assertTrue(error.getMessage().contains("0.weight holds"), error.getMessage());
    assertTrue(error.iteration() > 1);
  }

  @Test
  void aLastStepThatSpoilsAParameterIsNoticed() {
    LabelledDataset train = Clouds.of(30, random);
    Sequential network = network(2, 3);
    UpdateRule spoiler =
        new UpdateRule() {
          @Override
          public double learningRate() {
            return 1;
          }

          @Override
          public void apply(Update u) {
            u.descend(Double.NaN, u.gradient());
          }
        };
    TrainingException error =
        assertThrows(
            TrainingException.class,
            () -> Trainer.of(classifier(network), spoiler).iterations(1).train(train));
    assertTrue(
        error.getMessage().contains("after iteration 1 parameter 0.weight holds NaN"),
        error.getMessage());
  }

  /** Counts the passes through a layer. */
  private static final class Counting implements Layer {
    private final Layer layer;
    private int forwards;

    Counting(Layer layer) {
      this.layer = layer;
    }

    @Override
    public Pass forward(Tensor x, Mode mode) {
      forwards++;
      return layer.forward(x, mode);
    }

    @Override
    public Map<String, Parameter> parameters() {
      return layer.parameters();
    }
  }

  @Test
  void trainingMakesOneForwardAStepAndNoGradientCheck() {
    LabelledDataset train = Clouds.of(30, random);
    Counting counting = new Counting(network(2, 3));
    Trainer.of(new Objective(ops, counting, new SoftmaxCrossEntropy(ops)), new Sgd(0.5))
        .sampler(Sampler.shuffled(30, 10, random))
        .iterations(7)
        .train(train);
    assertEquals(7, counting.forwards);
  }

  @Test
  void aLinearModelUnderfitsACurveAndAHiddenLayerFitsIt() {
    double[][] x = new double[64][1];
    double[][] y = new double[64][1];
    for (int i = 0; i < 64; i++) {
      x[i][0] = i / 32.0 - 1;
      y[i][0] = x[i][0] * x[i][0];
    }
    Dataset parabola = ValueArrays.of(x, y);
    double linear = fit(parabola, network(1, 1));
    double hidden = fit(parabola, network(1, 16, 1));
    assertEquals(4.0 / 45, linear, 0.01, "the best line misses x² by its variance");
    assertTrue(hidden < linear / 20, "linear " + linear + ", hidden " + hidden);
  }

  private double fit(Dataset data, Sequential network) {
    return Trainer.of(
            new Objective(ops, network, new MeanSquaredError(ops, Convention.MEAN)), new Sgd(0.2))
        .sampler(Sampler.shuffled(64, 16, random))
        .iterations(2000)
        .measuring("all", data)
        .train(data)
        .last("all")
        .loss();
  }

  @Test
  void runningStatisticsAreCommittedWithEachStep() {
    BatchNorm1d norm = BatchNorm1d.of(ops, 2);
    Affine affine = Affine.of(ops, 2, 3, Initializer.xavier(), random);
    Sequential network = Sequential.of(norm, affine);
    Trainer.of(classifier(network), new Sgd(0.1))
        .sampler(Sampler.random(300, 30, random))
        .iterations(100)
        .train(Clouds.of(300, random.at("train")));
    double[] means = ops.doubles(network.state().get("0.running_mean"));
    assertArrayEquals(new double[] {1.5, 2.5 / 3}, means, 0.3);
  }

  @Test
  void aPlateauHearsOfNoLossBeforeItsTurn() {
    LabelledDataset train = Clouds.of(30, random);
    Sequential network = network(2, 3);
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 0);
    Schedule schedule = Schedule.constant(6).then(plateau);
    Trainer.of(
            classifier(network),
            Optimizer.builder(ops, network.parameters(), new Sgd(1e-12)).schedule(schedule).build())
        .sampler(Sampler.shuffled(30, 10, random))
        .iterations(14)
        .measuring("validation", train)
        .monitoring("validation")
        .train(train);
    assertEquals(0.25, plateau.factor(0), "four whole epochs, the first not heard of");
  }

  @Test
  void aPlateauHearsOfTheMonitoredLossAfterEveryEpoch() {
    LabelledDataset train = Clouds.of(30, random);
    Sequential network = network(2, 3);
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 0);
    Optimizer optimizer =
        Optimizer.builder(ops, network.parameters(), new Sgd(1e-12)).schedule(plateau).build();
    Trainer trainer =
        Trainer.of(classifier(network), optimizer)
            .sampler(Sampler.shuffled(30, 10, random))
            .iterations(14)
            .measuring("validation", train);
    String unheard =
        assertThrows(IllegalStateException.class, () -> trainer.train(train)).getMessage();
    assertEquals(
        "training: the schedule waits for a plateau and hears of no loss; name a measured data set"
            + " by monitoring(…)",
        unheard);
    String unknown =
        assertThrows(IllegalStateException.class, () -> trainer.monitoring("test").train(train))
            .getMessage();
    assertEquals(
        "training: expected to monitor one of the measured data sets [validation], got 'test';"
            + " measure it too",
        unknown);
    trainer.monitoring("validation").train(train);
    assertEquals(0.125, plateau.factor(0), "four whole epochs, the last three no better");
    assertEquals(0.125e-12, optimizer.learningRate());
  }
}
