package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.schedule.OneCycle;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.schedule.Schedule;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that was interrupted goes on with the bits of one that was not. */
class ResumedTrainingTest {
  private static final RandomSource RANDOM = RandomSource.ofSeed(21);

  /** Batches of 5, 5, 5, 5 and 3. */
  private static final LabelledDataset TRAIN = Clouds.of(23, RANDOM.at("train"));

  private static final LabelledDataset VALIDATION = Clouds.of(12, RANDOM.at("validation"));
  private static final int STEPS = 17;
  private static final ReferenceOps F32 = new ReferenceOps(Precision.F32);
  private static final ReferenceOps F64 = new ReferenceOps(Precision.F64);

  /**
   * A training with something that a resume must not lose.
   *
   * @param schedule makes a new one each time, as it may remember
   */
  private record Training(
      String name,
      Precision precision,
      UpdateRule rule,
      Supplier<Schedule> schedule,
      UnaryOperator<Trainer> options) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Training PLAIN =
      new Training("plain", Precision.F64, new Sgd(0.1), Schedule::constant, t -> t);

  private static final Training ONE_CYCLE =
      new Training(
          "Adam, one cycle", Precision.F32, new Adam(0.05), () -> new OneCycle(STEPS), t -> t);

  private static final Training PLATEAUS =
      new Training(
          "momentum on plateaus",
          Precision.F64,
          new Momentum(5, 0.9),
          () -> new ReduceOnPlateau(0.5, 0),
          trainer -> trainer.monitoring("validation"));

  private static final Training READING_AHEAD =
      new Training(
          "reading ahead",
          Precision.F64,
          new Sgd(0.1),
          Schedule::constant,
          trainer -> trainer.readingAhead(3));

  private static final Training ACCUMULATING =
      new Training(
          "accumulating",
          Precision.F64,
          new Adam(0.05),
          Schedule::constant,
          trainer -> trainer.accumulating(2));

  private static final Training EARLY_STOPPED =
      new Training(
          "early stopped",
          Precision.F64,
          new Adam(0.05),
          Schedule::constant,
          trainer -> trainer.earlyStopping(EarlyStopping.of(1).minimumChange(10).on("validation")));

  private static final Training NEVER_STOPPED =
      new Training(
          "early stopping to the end",
          Precision.F32,
          new Adam(0.05),
          Schedule::constant,
          trainer -> trainer.earlyStopping(EarlyStopping.of(9).byAccuracy().on("validation")));

  private static List<Training> trainings() {
    return List.of(
        PLAIN, ONE_CYCLE, PLATEAUS, READING_AHEAD, ACCUMULATING, EARLY_STOPPED, NEVER_STOPPED);
  }

  /** One life of the program: everything made anew, as after a restart. */
  private static final class Life {
    private final ReferenceOps ops;
    private final Sequential network;
    private final SavedStates saved;
    private final Trainer trainer;

    Life(Training training) {
      ops = training.precision() == Precision.F32 ? F32 : F64;
      saved = new SavedStates(ops);
      network =
          Sequential.of(
              Affine.of(ops, 2, 6, Initializer.he(), RANDOM.at(0)),
              BatchNorm1d.of(ops, 6),
              new Relu(ops),
              new Dropout(ops, 0.3),
              Affine.of(ops, 6, 3, Initializer.he(), RANDOM.at(4)));
      Optimizer optimizer =
          Optimizer.builder(ops, network.parameters(), training.rule())
              .schedule(training.schedule().get())
              .build();
      Objective objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
      trainer =
          training
              .options()
              .apply(
                  Trainer.of(objective, optimizer)
                      .sampler(Sampler.shuffled(TRAIN.size(), 5, RANDOM))
                      .iterations(STEPS)
                      .random(RANDOM)
                      .measuring("train", TRAIN)
                      .measuring("validation", VALIDATION)
                      .checkpointing(saved, Long.MAX_VALUE));
    }

    /** Goes on, for so many steps, and gives the last state that it saved. */
    TrainingState interruptedAfter(long steps) {
      long[] made = {0};
      trainer.stopWhen(() -> ++made[0] == steps).train(TRAIN);
      return saved.last();
    }

    Map<String, String> bits(History history) {
      Map<String, String> bits = SavedStates.bits(ops, history, network);
      SavedStates.bits(ops, saved.last())
          .forEach((what, numbers) -> bits.put("saved " + what, numbers));
      return bits;
    }

    Life resuming(TrainingState state) {
      trainer.resuming(state);
      return this;
    }

    Map<String, String> run() {
      return bits(trainer.train(TRAIN));
    }
  }

  private static Map<String, String> uninterrupted(Training training) {
    return new Life(training).run();
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void interruptedAfterAnyStepItEndsWithTheBitsOfAnUninterruptedOne(Training training) {
    Map<String, String> expected = uninterrupted(training);
    int steps = new Life(training).trainer.train(TRAIN).losses().length;
    for (int step = 1; step < steps; step++) {
      TrainingState state = new Life(training).interruptedAfter(step);
      assertEquals(step, state.iteration());
      assertEquals(expected, new Life(training).resuming(state).run(), "after step " + step);
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void whatIsSavedAtAnInterruptionIsWhatAnUninterruptedOneSavesInPassing(Training training) {
    Life whole = new Life(training);
    whole.trainer.checkpointing(whole.saved, 1).train(TRAIN);
    for (int step = 1; step < whole.saved.last().iteration(); step++) {
      Life interrupted = new Life(training);
      TrainingState state = interrupted.interruptedAfter(step);
      assertEquals(
          SavedStates.bits(whole.ops, whole.saved.at(step)),
          SavedStates.bits(interrupted.ops, state));
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void interruptedTwiceAtRandomItEndsWithTheSameBits(Training training) {
    Map<String, String> expected = uninterrupted(training);
    int steps = new Life(training).trainer.train(TRAIN).losses().length;
    Random random = new Random(7);
    for (int round = 0; round < 12; round++) {
      int first = 1 + random.nextInt(steps - 2);
      int second = 1 + random.nextInt(steps - first - 1);
      TrainingState once = new Life(training).interruptedAfter(first);
      TrainingState twice = new Life(training).resuming(once).interruptedAfter(second);
      assertEquals(first + second, twice.iteration());
      assertEquals(
          expected,
          new Life(training).resuming(twice).run(),
          "after %d and %d steps".formatted(first, second));
    }
  }

  /** Else the tests above would compare what is never used. */
  @Test
  void theTrainingsDoWhatTheirNamesSay() {
    String early = uninterrupted(EARLY_STOPPED).get("ending");
    assertTrue(early.startsWith("EARLY_STOPPED, best Optional[Measurement"), early);
    String never = uninterrupted(NEVER_STOPPED).get("ending");
    assertTrue(never.startsWith("COMPLETED, best Optional[Measurement"), never);
    assertTrue(uninterrupted(PLATEAUS).get("saved plateaus").contains("factor=0."));
    assertNotEquals(uninterrupted(PLAIN).get("losses"), uninterrupted(ACCUMULATING).get("losses"));
  }

  @Test
  void aTrainingThatHasEndedMakesNoStepAndEndsTheSame() {
    for (Training training : trainings()) {
      Life whole = new Life(training);
      Map<String, String> expected = whole.run();
      Life again = new Life(training).resuming(whole.saved.last());
      int[] steps = {0};
      again.trainer.listener(
          new TrainingListener() {
            @Override
            public void stepped(long iteration, double loss) {
              steps[0]++;
            }
          });
      History history = again.trainer.train(TRAIN);
      Map<String, String> left = SavedStates.bits(again.ops, history, again.network);
      left.forEach((what, bits) -> assertEquals(expected.get(what), bits, training + " " + what));
      assertEquals(0, steps[0]);
    }
  }

  @Test
  void aTrainingThatHasEndedMayBeMadeLonger() {
    Life longer = new Life(PLAIN);
    longer.trainer.iterations(2 * STEPS);
    Life shorter = new Life(PLAIN);
    shorter.run();
    Life resumed = new Life(PLAIN).resuming(shorter.saved.last());
    resumed.trainer.iterations(2 * STEPS);
    assertEquals(longer.run(), resumed.run());
  }

  @Test
  void aResumeThatForgetsAnythingIsNoticed() {
    TrainingState whole = new Life(ONE_CYCLE).interruptedAfter(7);
    Map<String, String> expected = uninterrupted(ONE_CYCLE);
    Life fresh = new Life(ONE_CYCLE);
    TrainingState forgetful =
        new TrainingState(
            whole.iteration(),
            whole.samples(),
            whole.timeInSteps(),
            whole.losses(),
            whole.measurements(),
            whole.parameters(),
            fresh.network.state(), // as they start
            whole.optimizer(),
            whole.best());
    assertNotEquals(expected, fresh.resuming(forgetful).run());
    assertTrue(IntStream.range(0, 7).allMatch(i -> Double.isFinite(forgetful.losses()[i])));
  }

  @Test
  void listenersHearThatItGoesOn() {
    TrainingState state = new Life(PLAIN).interruptedAfter(4);
    Life process = new Life(PLAIN).resuming(state);
    StringBuilder heard = new StringBuilder();
    process.trainer.listener(
        new TrainingListener() {
          @Override
          public void started(long iterations) {
            heard.append("to ").append(iterations);
          }

          @Override
          public void resumed(long iteration) {
            heard.append(" from ").append(iteration);
          }
        });
    process.run();
    assertEquals("to 17 from 4", heard.toString());
  }
}
