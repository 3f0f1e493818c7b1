package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.nn.metric.ConfusionMatrix;
import dev.gradus.nn.train.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShownTextTest {
  @Test
  void aTableAlignsWordsLeftAndNumbersRight() {
    Table table = new Table(1).row("name", "count").row("σ", "7").row("longer", "1,000");
    assertEquals(
        List.of("name    count", "σ           7", "longer  1,000"),
        table.toString().lines().toList());
  }

  @Test
  void aConfusionTableShowsWhatWasRecognised() {
    ConfusionMatrix confusion = new ConfusionMatrix(2);
    confusion.add(0, 0);
    confusion.add(0, 0);
    confusion.add(0, 1);
    confusion.add(1, 1);
    assertEquals(
        List.of("   0  1    right", "0  2  1   66.7 %", "1  .  1  100.0 %"),
        new ConfusionTable(confusion).toString().lines().toList());
  }

  @Test
  void aBarIsFilledByEighths() {
    assertEquals("          ", BarRenderer.bar(0, 10));
    assertEquals("█████     ", BarRenderer.bar(0.5, 10));
    assertEquals("█████▍    ", BarRenderer.bar(0.54, 10));
    assertEquals("██████████", BarRenderer.bar(1, 10));
  }

  @Test
  void anEpochIsOneLineWithTheRateOfItsStepsAlone() {
    List<String> lines = new ArrayList<>();
    AtomicLong nanos = new AtomicLong();
    EpochTable table = new EpochTable(2, 50, "test acc.", nanos::get, lines::add);
    table.started(3);
    for (int step = 1; step <= 3; step++) {
      nanos.addAndGet(1_000_000);
      table.stepped(step, 1);
      if (step != 1) {
        nanos.addAndGet(77_000_000_000L); // measuring takes long
        table.measured(new Measurement(step, TrainingPlan.TRAIN, 0.5, 0.25));
        table.measured(new Measurement(step, TrainingPlan.TEST, 0.6, 0.125));
      }
    }
    assertEquals(3, lines.size());
    assertEquals("1 2 0.5000 0.2500 0.1250 50,000", lines.get(1).strip().replaceAll(" +", " "));
    assertEquals("1.5 3 0.5000 0.2500 0.1250 50,000", lines.get(2).strip().replaceAll(" +", " "));
    assertEquals(lines.get(0).length(), lines.get(1).length());
  }

  @Test
  void aLongSeriesIsThinnedAndSmoothed() {
    double[] values = {0, 1, 2, 3, 4, 5, 6, 7, 80, 9};
    Thinned all = Thinned.of(values, 600, 0);
    assertArrayEquals(values, all.y());
    assertEquals(1, all.x()[0]);
    Thinned thinned = Thinned.of(values, 5, 1);
    assertArrayEquals(new double[] {1, 3, 5, 7, 9}, thinned.x());
    assertArrayEquals(new double[] {0, 2, 4, 6, 32}, thinned.y());
  }
}
