package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.random.RandomSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
  private final RandomSource random = RandomSource.ofSeed(11);

  /** 200 samples: 100 of class 0, 60 of class 1, 40 of class 2. */
  private static LabelledDataset uneven() {
    double[][] inputs = new double[200][1];
    int[] labels = new int[200];
    for (int i = 0; i < 200; i++) {
      inputs[i][0] = i;
      labels[i] = i < 100 ? 0 : i < 160 ? 1 : 2;
    }
    return LabelledArrays.of(inputs, labels, 3);
  }

  private static int[] classCounts(LabelledDataset data) {
    int[] counts = new int[data.classCount()];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    return counts;
  }

  @Test
  void eightOneOneGivesEveryClassItsShareOfEveryPart() {
    StratifiedSplit.Parts parts = StratifiedSplit.eightOneOne(uneven(), random);
    assertArrayEquals(new int[] {80, 48, 32}, classCounts(parts.train()));
    assertArrayEquals(new int[] {10, 6, 4}, classCounts(parts.validation()));
    assertArrayEquals(new int[] {10, 6, 4}, classCounts(parts.test()));
  }

  @Test
  void sixTwoTwoGivesEveryClassItsShareOfEveryPart() {
    StratifiedSplit.Parts parts = StratifiedSplit.sixTwoTwo(uneven(), random);
    assertArrayEquals(new int[] {60, 36, 24}, classCounts(parts.train()));
    assertArrayEquals(new int[] {20, 12, 8}, classCounts(parts.test()));
  }

  @Test
  void aSampleHasExactlyItsSizeAndEveryClassItsShare() {
    Subset sample = StratifiedSplit.sample(uneven(), 31, random);
    assertEquals(31, sample.size());
    assertArrayEquals(new int[] {16, 9, 6}, classCounts(sample));
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < sample.size(); i++) {
      assertTrue(seen.add(sample.indexInWhole(i)), "a sample twice");
    }
    assertArrayEquals(
        new int[] {100, 60, 40}, classCounts(StratifiedSplit.sample(uneven(), 200, random)));
    for (int count : new int[] {2, 201}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> StratifiedSplit.sample(uneven(), count, random))
              .getMessage();
      assertTrue(message.startsWith("sample: expected 3 to 200 samples"), message);
    }
  }

  @Test
  void nothingOfTheTestSetIsSeenByTraining() {
    StratifiedSplit.Parts parts = StratifiedSplit.eightOneOne(uneven(), random);
    Set<Integer> seen = new HashSet<>();
    for (Subset part : List.of(parts.train(), parts.validation(), parts.test())) {
      for (int i = 0; i < part.size(); i++) {
        assertTrue(seen.add(part.indexInWhole(i)), "a sample in two parts");
      }
    }
    assertEquals(200, seen.size());
  }

  @Test
  void thePartsAreShuffledAndTheSeedDecidesHow() {
    Subset one = StratifiedSplit.eightOneOne(uneven(), random).train();
    Subset same = StratifiedSplit.eightOneOne(uneven(), random).train();
    Subset other = StratifiedSplit.eightOneOne(uneven(), RandomSource.ofSeed(12)).train();
    boolean sorted = true;
    boolean equalsOther = true;
    for (int i = 0; i < one.size(); i++) {
      assertEquals(one.indexInWhole(i), same.indexInWhole(i));
      sorted &= i == 0 || one.indexInWhole(i) > one.indexInWhole(i - 1);
      equalsOther &= one.indexInWhole(i) == other.indexInWhole(i);
    }
    assertFalse(sorted);
    assertFalse(equalsOther);
  }

  @Test
  void aSmallClassIsStillInEveryPart() {
    assertArrayEquals(new int[] {1, 1, 1}, StratifiedSplit.apportion(3, 8, 1, 1));
    assertArrayEquals(new int[] {3, 1, 1}, StratifiedSplit.apportion(5, 8, 1, 1));
    assertArrayEquals(new int[] {7, 2}, StratifiedSplit.apportion(9, 4, 1));
  }

  @Test
  void whatIsLeftOverGoesToTheLargestRemaindersTheFirstOfEquals() {
    assertArrayEquals(new int[] {4, 3, 3}, StratifiedSplit.apportion(10, 1, 1, 1));
    assertArrayEquals(new int[] {4, 4, 3}, StratifiedSplit.apportion(11, 1, 1, 1));
    assertArrayEquals(new int[] {5, 6}, StratifiedSplit.apportion(11, 4, 5));
  }

  @Test
  void whatASmallClassLacksIsTakenFromTheLargestPartTheFirstOfEquals() {
    assertArrayEquals(new int[] {1, 3, 1}, StratifiedSplit.apportion(5, 1, 8, 1));
    assertArrayEquals(new int[] {1, 2, 1, 1}, StratifiedSplit.apportion(5, 5, 5, 1, 1));
  }

  @Test
  void aClassWithAsManySamplesAsPartsHasOneInEach() {
    LabelledDataset three =
        LabelledArrays.of(new double[][] {{1}, {2}, {3}}, new int[] {1, 1, 1}, 2);
    StratifiedSplit.Parts parts = StratifiedSplit.eightOneOne(three, random);
    assertEquals(1, parts.train().size());
    assertEquals(1, parts.validation().size());
    assertEquals(1, parts.test().size());
  }

  @Test
  void aClassWithFewerSamplesThanPartsIsRefused() {
    LabelledDataset tiny = LabelledArrays.of(new double[][] {{1}, {2}}, new int[] {0, 1}, 2);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> StratifiedSplit.eightOneOne(tiny, random))
            .getMessage();
    assertTrue(message.contains("has 1 samples, too few for 3 parts"), message);
  }
}
