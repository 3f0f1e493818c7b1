package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time limits, stops from outside, and what is saved when. */
class EndingsTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(1);
  private final LabelledDataset clouds = Clouds.of(30, random);
  private final SavedStates saved = new SavedStates(ops);
  private final Layer network = Affine.of(ops, 2, 3, Initializer.xavier(), random);
  private final long[] now = {0};

  /** Ten steps, three an epoch; each ends a second after the one before. */
  private Trainer trainer() {
    return Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(0.1))
        .sampler(Sampler.shuffled(30, 10, random))
        .iterations(10)
        .listener(
            new TrainingListener() {
              @Override
              public void stepped(long iteration, double loss) {
                now[0] += 1_000_000_000;
              }
            });
  }

  private Trainer timed() {
    now[0] = -5_000_000_000L; // from any origin
    return trainer().nanoClock(() -> now[0]);
  }

  @Test
  void theFirstStepThatEndsAfterTheLimitIsTheLast() {
    History history =
        timed().timeLimit(Duration.ofMillis(3500)).checkpointing(saved, 3).train(clouds);
    assertEquals(Ending.TIME_LIMIT, history.ending());
    assertEquals(4, history.losses().length);
    assertEquals(List.of(3L, 4L), saved.iterations());
    assertEquals(
        Ending.TIME_LIMIT, timed().timeLimit(Duration.ofSeconds(9)).train(clouds).ending());
    assertEquals(
        Ending.COMPLETED, timed().timeLimit(Duration.ofSeconds(10)).train(clouds).ending());
    assertEquals(Ending.COMPLETED, timed().train(clouds).ending());
  }

  @Test
  void aResumedTrainingHasTheWholeTimeAgain() {
    timed().timeLimit(Duration.ofSeconds(4)).checkpointing(saved, 100).train(clouds);
    History history = timed().timeLimit(Duration.ofSeconds(5)).resuming(saved.last()).train(clouds);
    assertEquals(Ending.TIME_LIMIT, history.ending());
    assertEquals(9, history.losses().length);
  }

  @Test
  void aTimeLimitNeedsAClock() {
    Trainer trainer = trainer().timeLimit(Duration.ofSeconds(1));
    assertEquals(
        "training: a time limit needs a clock; give it one by nanoClock(System::nanoTime)",
        assertThrows(IllegalStateException.class, () -> trainer.train(clouds)).getMessage());
    assertEquals(
        "timeLimit: expected more than 0, got PT0S",
        assertThrows(IllegalArgumentException.class, () -> trainer.timeLimit(Duration.ZERO))
            .getMessage());
  }

  @Test
  void whoeverAsksEndsItCleanly() {
    int[] asked = {0};
    History history =
        trainer()
            .stopWhen(() -> ++asked[0] == 5)
            .measuring("train", clouds)
            .checkpointing(saved, 2)
            .train(clouds);
    assertEquals(Ending.STOPPED, history.ending());
    assertEquals(5, history.losses().length);
    assertEquals(List.of(2L, 4L, 5L), saved.iterations());
    assertEquals(5, history.last("train").iteration(), "measured at its end");
    assertEquals(1, saved.last().measurements().size(), "but saved as if it went on");
  }

  @Test
  void whereNobodyAsksAllStepsAreMade() {
    int[] asked = {0};
    List<History> heard = new ArrayList<>();
    History history =
        trainer()
            .stopWhen(() -> ++asked[0] < 0)
            .listener(
                new TrainingListener() {
                  @Override
                  public void finished(History end) {
                    heard.add(end);
                  }
                })
            .train(clouds);
    assertEquals(Ending.COMPLETED, history.ending());
    assertEquals(9, asked[0], "after each step but the last");
    assertEquals(List.of(history), heard);
  }

  @Test
  void checkpointsAreSavedEverySoManyStepsAndOnceAtTheEnd() {
    trainer().checkpointing(saved, 4).train(clouds);
    assertEquals(List.of(4L, 8L, 10L), saved.iterations());
    SavedStates others = new SavedStates(ops);
    trainer().checkpointing(others, 5).train(clouds);
    assertEquals(List.of(5L, 10L), others.iterations());
    assertEquals(100, saved.last().samples());
    assertEquals(
        "checkpointing: expected at least 1 step between two, got 0",
        assertThrows(IllegalArgumentException.class, () -> trainer().checkpointing(saved, 0))
            .getMessage());
  }

  @Test
  void aCheckpointThatFailsEndsTheTraining() {
    IllegalStateException full = new IllegalStateException("the disk is full");
    Trainer trainer =
        trainer()
            .checkpointing(
                state -> {
                  throw full;
                },
                4);
    assertEquals(full, assertThrows(IllegalStateException.class, () -> trainer.train(clouds)));
    assertEquals(4_000_000_000L, now[0], "after four steps");
  }

  @Test
  void whatIsNoLongerFiniteIsNeverSaved() {
    Trainer trainer =
        Trainer.of(
                new Objective(ops, network, new SoftmaxCrossEntropy(ops)),
                new Walk(Double.POSITIVE_INFINITY))
            .sampler(Sampler.shuffled(30, 10, random)) // not at an epoch's end
            .checkpointing(saved, 1);
    String message =
        assertThrows(TrainingException.class, () -> trainer.train(clouds)).getMessage();
    assertTrue(message.startsWith("training: after iteration 1 parameter weight holds"), message);
    assertEquals(List.of(), saved.iterations());
  }
}
