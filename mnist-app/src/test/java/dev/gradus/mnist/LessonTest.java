package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lessons show what they say, in the table and in the picture. */
class LessonTest {
  private static final double NOISE = 0.15 * 0.15;

  private static Lesson.Shown teach(Lesson lesson) {
    try (TensorOps ops = Backends.open(BackendConfig.defaults().withBackend("vector"))) {
      return lesson.teach(ops, RandomSource.ofSeed(1));
    }
  }

  /** The numbers in the last row of its table. */
  private static double[] lastRow(Lesson.Shown shown) {
    List<String> lines = shown.table().toString().lines().toList();
    String numbers = lines.get(lines.size() - 1).replaceAll("[^0-9. ]", "").strip();
    return Arrays.stream(numbers.split(" +")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] drawn(Lesson.Shown shown, String series) {
    return shown.picture().getSeries(series).getYData();
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  @Test
  void aLineUnderfitsTheCurve() {
    Lesson.Shown shown = teach(Lesson.UNDERFIT);
    double[] losses = lastRow(shown);
    assertEquals(1000, losses[0]);
    for (int i = 1; i <= 3; i++) {
      assertTrue(losses[i] > 10 * NOISE, shown.table()::toString);
    }
    double[] line = drawn(shown, "what was learnt");
    assertEquals(line[1] - line[0], line[200] - line[199], 1e-5, "it is straight");
  }

  @Test
  void aHiddenLayerFitsIt() {
    Lesson.Shown shown = teach(Lesson.FIT);
    double[] losses = lastRow(shown);
    for (int i = 1; i <= 3; i++) {
      assertTrue(losses[i] > NOISE / 2 && losses[i] < 2 * NOISE, shown.table()::toString);
    }
    double[] learnt = drawn(shown, "what was learnt");
    double[] truth = drawn(shown, "the curve behind the points");
    double apart = 0;
    for (int i = 0; i < truth.length; i++) {
      apart += Math.abs(truth[i] - learnt[i]) / truth.length;
    }
    assertTrue(apart < 0.1, "on average it lies off the curve by " + apart);
  }

  @Test
  void aLargeNetworkOverfits300Digits() {
    Lesson.Shown shown = teach(Lesson.OVERFIT);
    assertTrue(last(drawn(shown, "train")) < 0.01);
    for (String unseen : List.of("validation", "test")) {
      double[] losses = drawn(shown, unseen);
      assertTrue(last(losses) > 1.1 * least(losses), "the loss rises again: " + unseen);
    }
  }

  @Test
  void dropoutAndWeightDecayLowerTheTestLoss() {
    Lesson.Shown shown = teach(Lesson.REGULARISED);
    double held = last(drawn(shown, "test"));
    double plain = last(drawn(shown, "test, without them"));
    assertTrue(held < 0.95 * plain, () -> held + " against " + plain);
    double[] accuracies = lastRow(shown);
    assertTrue(accuracies[1] >= accuracies[0], shown.table()::toString);
  }
}
