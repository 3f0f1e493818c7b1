package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.data.Normalization;
import dev.gradus.nn.data.Subset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPlanTest {
  private static final Digits DIGITS = Digits.embedded();

  private static PreparedImages prepare(Map<String, ?> settings) {
    return TrainingPlan.of(settings).prepare(DIGITS);
  }

  private static double[] first(LabelledDataset images) {
    double[] pixels = new double[images.sampleShape().size()];
    images.read(0, pixels, 0);
    return pixels;
  }

  @Test
  void withoutOptionsTheImagesAreTheImages() {
    PreparedImages images = prepare(Map.of());
    assertSame(DIGITS.train(), images.train());
    assertSame(DIGITS.train(), images.plainTrain());
    assertSame(DIGITS.test(), images.test());
    assertTrue(images.validation().isEmpty() && images.normalization().isEmpty());
  }

  @Test
  void validationAndTrainingImagesDivideTheTrainingSet() {
    PreparedImages images = prepare(Map.of("validation", 0.1, "train-images", 300));
    Subset held = (Subset) images.validation().orElseThrow();
    assertEquals(6_000, held.size());
    assertEquals(300, images.train().size());
    Set<Integer> heldIndices = new HashSet<>();
    for (int i = 0; i < held.size(); i++) {
      heldIndices.add(held.indexInWhole(i));
    }
    assertEquals(held.size(), heldIndices.size());
    Subset train = (Subset) images.train();
    Subset rest = (Subset) prepare(Map.of("validation", 0.1)).train(); // what validation leaves
    int[] labels = new int[10];
    for (int i = 0; i < train.size(); i++) {
      assertTrue(!heldIndices.contains(rest.indexInWhole(train.indexInWhole(i))), "held back");
      labels[train.label(i)]++;
    }
    for (int count : labels) {
      assertEquals(30, count, 5, "each digit has its share");
    }
  }

  @Test
  void anotherSeedDrawsOtherImages() {
    Map<String, Object> settings = Map.of("train-images", 300);
    TrainingPlan plan = TrainingPlan.of(settings);
    Subset one = (Subset) plan.prepare(DIGITS).train();
    Subset two = (Subset) plan.with(Map.of("seed", 2)).prepare(DIGITS).train();
    Subset again = (Subset) prepare(settings).train();
    assertEquals(one.indexInWhole(0), again.indexInWhole(0));
    assertNotEquals(one.indexInWhole(0), two.indexInWhole(0));
  }

  @ParameterizedTest
  @CsvSource({"overall", "pixel", "range"})
  void theScaleIsFittedOnTheImagesToTrainOnAlone(String how) {
    Map<String, Object> few = Map.of("train-images", 100, "validation", 0.5);
    PreparedImages plain = prepare(few);
    PreparedImages scaled = TrainingPlan.of(few).with(Map.of("normalize", how)).prepare(DIGITS);
    Normalization expected =
        switch (how) {
          case "overall" -> Normalization.standardOverall(plain.train());
          case "pixel" -> Normalization.standard(plain.train());
          default -> Normalization.minMax(plain.train());
        };
    assertEquals(expected, scaled.normalization().orElseThrow());
    assertArrayEquals(first(expected.applyTo(plain.train())), first(scaled.train()));
    assertArrayEquals(
        first(expected.applyTo(plain.validation().orElseThrow())),
        first(scaled.validation().orElseThrow()));
    assertArrayEquals(first(expected.applyTo(plain.test())), first(scaled.test()));
  }

  @Test
  void onlyWhatIsTrainedOnIsChangedAndInEveryEpochOtherwise() {
    PreparedImages plain = prepare(Map.of("normalize", "overall"));
    PreparedImages changed =
        prepare(Map.of("normalize", "overall", "augment-shift", 2, "augment-rotate", 10));
    assertArrayEquals(first(plain.train()), first(changed.plainTrain()));
    assertArrayEquals(first(plain.test()), first(changed.test()));
    double[] epoch0 = first(changed.train().epoch(0));
    double[] epoch1 = first(changed.train().epoch(1));
    assertTrue(!Arrays.equals(first(plain.train()), epoch0), "changed");
    assertTrue(!Arrays.equals(epoch0, epoch1), "otherwise");
    assertEquals(plain.normalization(), changed.normalization(), "fitted on plain images");
  }

  @Test
  void moreImagesThanThereAreAreRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> prepare(Map.of("train-images", 60_001)))
            .getMessage();
    assertEquals(
        "--train-images: expected at most 60,000, the images to train on, got 60,001", message);
  }
}
