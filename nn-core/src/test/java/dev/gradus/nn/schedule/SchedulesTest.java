package dev.gradus.nn.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesTest {
  @Test
  void aWarmUpAndThenACosineMeetAtTheFullLearningRate() {
    Schedule schedule = new LinearWarmup(4, 0.2).then(new CosineDecay(10, 0.1));
    assertEquals(0.2, schedule.factor(0));
    assertEquals(0.8, schedule.factor(3), 1e-15);
    assertEquals(1, schedule.factor(4));
    assertEquals(0.55, schedule.factor(9), 1e-15);
    assertEquals(14, schedule.steps());
  }

  @Test
  void pastTheirEndSchedulesStayAtTheirLastValue() {
    assertEquals(0.1, new CosineDecay(10, 0.1).factor(11));
    assertEquals(0.1, new CosineDecay(10, 0.1).factor(20), "and do not rise again");
    assertEquals(1, new LinearWarmup(3).factor(100));
    OneCycle cycle = new OneCycle(40);
    assertEquals(cycle.factor(39), cycle.factor(400));
    assertEquals(1.0, Schedule.constant(2).then(Schedule.constant()).factor(1_000_000));
  }

  @Test
  void onlyTheLastScheduleMayHaveNoEnd() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ExponentialDecay(0.9).then(new CosineDecay(10)))
            .getMessage();
    assertEquals(
        "schedule: expected one with an end before 'then', got ExponentialDecay[gamma=0.9]; only"
            + " the last may have none",
        message);
    Schedule three = new LinearWarmup(2).then(Schedule.constant(3)).then(new ExponentialDecay(0.5));
    assertEquals(0.25, three.factor(7));
    assertEquals(Schedule.ENDLESS, three.steps());
  }

  @Test
  void aCycleWithoutRoomToRiseBeginsAtItsPeak() {
    assertEquals(1, new OneCycle(10, 0.1, 25, 1e4).factor(0), 1e-15);
    assertEquals(1 / 25e4, new OneCycle(1).factor(0));
  }

  @Test
  void aPlateauThatIsPutBackGoesOnAsIfItHadNeverStopped() {
    double[] losses = {3, 2, 2, 2, 2, 2, 1.9, 1.9, 1.9, 1.9};
    ReduceOnPlateau whole = new ReduceOnPlateau(0.5, 1);
    ReduceOnPlateau early = new ReduceOnPlateau(0.5, 1);
    for (int i = 0; i < 5; i++) {
      whole.observe(losses[i]);
      early.observe(losses[i]);
    }
    assertEquals(new ReduceOnPlateau.State(0.5, 1, OptionalDouble.of(2)), early.state());
    ReduceOnPlateau late = new ReduceOnPlateau(0.5, 1);
    late.load(early.state());
    for (int i = 5; i < losses.length; i++) {
      whole.observe(losses[i]);
      late.observe(losses[i]);
      assertEquals(whole.state(), late.state());
    }
    assertEquals(0.125, whole.factor(0));
  }

  @Test
  void noNumberIsNoImprovement() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 0);
    plateau.observe(Double.NaN);
    assertEquals(new ReduceOnPlateau.State(0.5, 0, OptionalDouble.empty()), plateau.state());
    plateau.observe(-1);
    plateau.observe(-1.1);
    assertEquals(0.5, plateau.factor(0), "a negative loss may fall too");
    plateau.observe(-1.1);
    assertEquals(0.25, plateau.factor(0));
  }

  @Test
  void aPlateauIsFoundInsideASuccession() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 3);
    assertEquals(List.of(plateau), new LinearWarmup(5).then(plateau).plateaus());
    assertEquals(List.of(), new LinearWarmup(5).then(new CosineDecay(3)).plateaus());
  }

  @Test
  void aPlateausTurnComesWhenWhatStandsBeforeItHasEnded() {
    ReduceOnPlateau plateau = new ReduceOnPlateau(0.5, 3);
    assertEquals(List.of(plateau), plateau.plateausAt(0));
    Schedule schedule = new LinearWarmup(5).then(Schedule.constant(2)).then(plateau);
    assertEquals(List.of(), schedule.plateausAt(6));
    assertEquals(List.of(plateau), schedule.plateausAt(7));
  }

  @Test
  void schedulesAreComposedByName() {
    assertEquals(
        new LinearWarmup(500, 0.1).then(new CosineDecay(9_500, 0)),
        Schedule.parse("warmup(500) then cosine", 10_000));
    assertEquals(
        new LinearWarmup(500, 0).then(new CosineDecay(100, 0.01)),
        Schedule.parse(" warmup(500, 0)  then cosine(100,0.01) ", 10_000));
    assertEquals(new OneCycle(40), Schedule.parse("one-cycle", 40));
    assertEquals(new OneCycle(30, 0.5, 10, 100), Schedule.parse("one-cycle(30,0.5,10,100)", 40));
    assertEquals(new StepDecay(3, 0.5), Schedule.parse("step(3, 0.5)", 40));
    assertEquals(
        Schedule.constant(20).then(new ExponentialDecay(0.9)),
        Schedule.parse("constant(20) then exponential(0.9)", 40));
    assertEquals(Schedule.constant(), Schedule.parse("constant", 40));
    assertEquals(
        new ReduceOnPlateau(0.5, 2).toString(), Schedule.parse("plateau(0.5, 2)", 40).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "cosin | expected constant, warmup, cosine, one-cycle, step, exponential or plateau, got"
            + " 'cosin'",
        "warmup(500 | expected a form such as 'warmup(500) then cosine', got 'warmup(500'",
        "warmup | expected one number more, got 'warmup'",
        "step(3) | expected one number more, got 'step(3)'",
        "exponential(a) | expected a number, got 'a' in 'exponential(a)'",
        "step(3.5, 0.5) | expected a whole number, got '3.5' in 'step(3.5, 0.5)'",
        "cosine(1, 0, 0) | expected at most 2 numbers, got 'cosine(1, 0, 0)'",
        "warmup(40) then cosine | no steps of the training are left for 'cosine'; shorten what"
            + " comes before it",
      })
  void whatIsWrittenWrongIsRefused(String text, String message) {
    assertEquals(
        "schedule: " + message,
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text, 40)).getMessage());
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertRefused("cosine decay: expected at least 1 step, got 0", () -> new CosineDecay(0));
    assertRefused(
        "exponential decay: gamma: expected a number above 0 and at most 1, got 0.0",
        () -> new ExponentialDecay(0));
    assertRefused(
        "warm-up: start: expected a number from 0 to 1, got 1.5", () -> new LinearWarmup(3, 1.5));
    assertRefused(
        "one cycle: divisor: expected a finite number of at least 1, got 0.5",
        () -> new OneCycle(3, 0.3, 0.5, 1));
    assertRefused(
        "plateau: expected a patience from 0, got -1", () -> new ReduceOnPlateau(0.5, -1));
  }

  private static void assertRefused(String message, Runnable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making::run).getMessage());
  }
}
