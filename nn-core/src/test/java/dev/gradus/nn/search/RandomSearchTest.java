package dev.gradus.nn.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.ValueArrays;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.MeanSquaredError.Convention;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RandomSearchTest {
  private static final int TRIALS = 12;
  private static final SearchSpace SPACE = SearchSpace.empty().logUniform("rate", 1e-3, 1e3);

  private static RandomSearch search() {
    return RandomSearch.of(SPACE, RandomSource.ofSeed(2)).trials(TRIALS);
  }

  /** Fits y = 2x by descent, which diverges from a learning rate of 2 on. */
  private static Score fit(Point point) {
    Dataset line = ValueArrays.of(new double[][] {{1}, {-1}}, new double[][] {{2}, {-2}});
    TensorOps ops = new ReferenceOps(Precision.F64);
    Affine network =
        Affine.withoutBias(ops, Parameter.weight(ops.tensor(Shape.of(1, 1), new double[] {0})));
    MeanSquaredError loss = new MeanSquaredError(ops, Convention.HALF_SUM);
    History history =
        Trainer.of(new Objective(ops, network, loss), new Sgd(point.number("rate")))
            .iterations(400)
            .measuring("validation", line)
            .train(line);
    return new Score(-history.last("validation").loss(), 400, history.measurements());
  }

  private static List<Integer> numbers(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.point().trial()).toList();
  }

  @Test
  void trialsAreRankedByScoreAndThoseThatDivergedComeLast() {
    List<Outcome> ranked = search().run(RandomSearchTest::fit);
    assertEquals(TRIALS, ranked.size());
    double last = Double.POSITIVE_INFINITY;
    int failed = 0;
    for (Outcome outcome : ranked) {
      if (outcome instanceof Outcome.Scored scored) {
        assertEquals(0, failed, "a score below a failure");
        assertTrue(scored.score().value() <= last);
        assertFalse(scored.score().curve().isEmpty());
        last = scored.score().value();
      } else if (outcome instanceof Outcome.Failed one) {
        assertTrue(one.point().number("rate") > 2);
        assertTrue(one.reason().contains("finite"), one.reason());
        failed++;
      }
    }
    assertTrue(failed > 0 && failed < TRIALS, "failed: " + failed);
  }

  @Test
  void theResultIsTheSameForEveryNumberOfThreads() {
    List<Outcome> alone = search().run(RandomSearchTest::fit);
    assertEquals(alone, search().parallel(3).run(RandomSearchTest::fit));
  }

  @Test
  void trialsRunAtOnce() {
    CyclicBarrier both = new CyclicBarrier(2);
    List<Outcome> ranked =
        search()
            .parallel(2)
            .run(
                point -> {
                  try {
                    both.await(10, TimeUnit.SECONDS); // no trial alone gets past
                  } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException(e);
                  }
                  return Score.of(1);
                });
    assertEquals(TRIALS, ranked.size());
  }

  @Test
  void equalScoresAreOrderedByTheTrial() {
    List<Outcome> ranked = search().trials(4).parallel(2).run(point -> Score.of(0));
    assertEquals(List.of(1, 2, 3, 4), numbers(ranked));
  }

  @Test
  void aSearchThatIsStoppedGoesOnToTheSameResult() {
    List<Outcome> whole = search().run(RandomSearchTest::fit);
    List<Outcome> kept = new ArrayList<>();
    search()
        .parallel(2)
        .listener((outcome, all) -> kept.add(outcome))
        .stopWhen(() -> kept.size() >= 5)
        .run(RandomSearchTest::fit);
    assertTrue(kept.size() >= 5 && kept.size() < TRIALS, "kept: " + kept.size());
    AtomicInteger more = new AtomicInteger();
    List<Outcome> resumed =
        search()
            .parallel(2)
            .known(kept)
            .run(
                point -> {
                  more.incrementAndGet();
                  return fit(point);
                });
    assertEquals(whole, resumed);
    assertEquals(TRIALS - kept.size(), more.get());
  }

  @Test
  void theListenerHearsOfEachTrialWithAllBeforeIt() {
    List<Outcome> heard = new ArrayList<>();
    List<Outcome> known = search().trials(2).run(point -> Score.of(point.trial()));
    search()
        .parallel(3)
        .known(known)
        .listener(
            (outcome, all) -> {
              heard.add(outcome);
              assertEquals(2 + heard.size(), all.size());
              assertTrue(all.contains(outcome));
              assertEquals(all.stream().sorted(Outcome.BEST_FIRST).toList(), all);
            })
        .run(point -> Score.of(point.trial()));
    assertEquals(TRIALS - 2, heard.size());
  }

  @Test
  void aTrialThatIsCancelledIsNotRecorded() {
    List<Outcome> ranked =
        search()
            .trials(3)
            .run(
                point -> {
                  if (point.trial() == 2) {
                    throw new CancellationException("stopped");
                  }
                  return Score.of(0);
                });
    assertEquals(List.of(1, 3), numbers(ranked));
  }

  @Test
  void aScoreThatIsNotANumberIsAFailure() {
    List<Outcome> ranked = search().trials(1).run(point -> Score.of(Double.NaN));
    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, ranked.get(0));
    assertEquals("its score is not a number", failed.reason());
  }

  @Test
  void anotherErrorOfATrialEndsTheSearch() {
    IllegalStateException broken = new IllegalStateException("broken");
    AtomicInteger begun = new AtomicInteger();
    Exception thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                search()
                    .run(
                        point -> {
                          begun.incrementAndGet();
                          throw broken;
                        }));
    assertSame(broken, thrown);
    assertEquals(1, begun.get());
  }

  @Test
  void anErrorOfTheListenerEndsTheSearch() {
    List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
    assertThrows(
        IllegalStateException.class,
        () ->
            search()
                .listener(
                    (outcome, all) -> {
                      throw new IllegalStateException("disk full");
                    })
                .run(
                    point -> {
                      begun.add(point.trial());
                      return Score.of(0);
                    }));
    assertEquals(List.of(1), begun);
  }

  @Test
  void anInterruptBeginsNoFurtherTrialAndIsKept() {
    Thread searching = Thread.currentThread();
    List<Outcome> ranked =
        search()
            .run(
                point -> {
                  searching.interrupt();
                  return Score.of(0);
                });
    assertTrue(Thread.interrupted());
    assertTrue(ranked.size() >= 1);
  }

  @Test
  void outcomesOfAnotherSearchAreRefused() {
    List<Outcome> others = RandomSearch.of(SPACE, RandomSource.ofSeed(3)).run(point -> Score.of(0));
    String message =
        assertThrows(IllegalArgumentException.class, () -> search().known(others)).getMessage();
    assertTrue(message.startsWith("known: trial 1 of this search is at {rate="), message);
    assertTrue(message.endsWith("; the space or the seed is another"), message);
    List<Outcome> one = search().trials(1).run(point -> Score.of(0));
    List<Outcome> twice = List.of(one.get(0), one.get(0));
    assertEquals(
        "known: expected each trial once, got trial 1 twice",
        assertThrows(IllegalArgumentException.class, () -> search().known(twice)).getMessage());
  }

  @Test
  void thereIsAtLeastOneTrialAndOneThread() {
    assertThrows(IllegalArgumentException.class, () -> search().trials(0));
    assertThrows(IllegalArgumentException.class, () -> search().parallel(0));
  }
}
