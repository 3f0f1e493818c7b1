package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedFoldsTest {
  private final RandomSource random = RandomSource.ofSeed(4);

  /** 33 samples: 17, 11 and 5 of the three classes. */
  private static LabelledDataset data() {
    double[][] inputs = new double[33][1];
    int[] labels = new int[33];
    for (int i = 0; i < 33; i++) {
      inputs[i][0] = i;
      labels[i] = i < 17 ? 0 : i < 28 ? 1 : 2;
    }
    return LabelledArrays.of(inputs, labels, 3);
  }

  private static Set<Integer> inWhole(Subset part) {
    Set<Integer> samples = new HashSet<>();
    for (int i = 0; i < part.size(); i++) {
      assertTrue(samples.add(part.indexInWhole(i)), "a sample twice in a part");
    }
    return samples;
  }

  private static int[] classCounts(LabelledDataset data) {
    int[] counts = new int[data.classCount()];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    return counts;
  }

  @Test
  void everySampleValidatesOnceAndTrainsInAllOtherFolds() {
    List<StratifiedFolds.Fold> folds = StratifiedFolds.of(data(), 5, random);
    assertEquals(5, folds.size());
    Set<Integer> validated = new HashSet<>();
    for (StratifiedFolds.Fold fold : folds) {
      Set<Integer> validation = inWhole(fold.validation());
      Set<Integer> train = inWhole(fold.train());
      assertEquals(33, validation.size() + train.size());
      train.retainAll(validation);
      assertEquals(Set.of(), train, "nothing is trained on that validates");
      for (int sample : validation) {
        assertTrue(validated.add(sample), "a sample validates twice");
      }
    }
    assertEquals(33, validated.size());
  }

  @Test
  void classesAndSizesDifferByAtMostOne() {
    for (StratifiedFolds.Fold fold : StratifiedFolds.of(data(), 5, random)) {
      int[] counts = classCounts(fold.validation());
      assertTrue(counts[0] == 3 || counts[0] == 4, "of 17");
      assertTrue(counts[1] == 2 || counts[1] == 3, "of 11");
      assertEquals(1, counts[2], "of 5");
      int size = fold.validation().size();
      assertTrue(size == 6 || size == 7, "of 33");
    }
  }

  @Test
  void theSeedDecidesAndBothPartsAreShuffled() {
    int[] first = order(StratifiedFolds.of(data(), 3, random).get(0).train());
    assertArrayEquals(first, order(StratifiedFolds.of(data(), 3, random).get(0).train()));
    RandomSource other = RandomSource.ofSeed(5);
    int[] second = order(StratifiedFolds.of(data(), 3, other).get(0).train());
    assertFalse(Arrays.equals(first, second));
    assertFalse(Arrays.equals(Arrays.stream(first).sorted().toArray(), first));
  }

  private static int[] order(Subset part) {
    return IntStream.range(0, part.size()).map(part::indexInWhole).toArray();
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    assertEquals(
        "folds: class 2 has 5 samples, too few for 6 folds; take fewer folds",
        assertThrows(IllegalArgumentException.class, () -> StratifiedFolds.of(data(), 6, random))
            .getMessage());
    assertEquals(
        "folds: expected at least 2, got 1",
        assertThrows(IllegalArgumentException.class, () -> StratifiedFolds.of(data(), 1, random))
            .getMessage());
  }

  @Test
  void balancedWeightsAreInverseToTheClassesSizes() {
    double[] weights = ClassWeights.balanced(data());
    assertArrayEquals(new double[] {33 / 51.0, 33 / 33.0, 33 / 15.0}, weights);
    double sum = 0;
    for (int i = 0; i < 33; i++) {
      sum += weights[data().label(i)];
    }
    assertEquals(33, sum, 1e-13, "the mean is 1");
    LabelledDataset gap = LabelledArrays.of(new double[3][1], new int[] {0, 2, 2}, 4);
    assertArrayEquals(new double[] {1.5, 0, 0.75, 0}, ClassWeights.balanced(gap));
  }
}
