package dev.gradus.nn.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomSourceTest {
  private static final int DRAWS = 100_000;

  private final RandomSource source = RandomSource.ofSeed(1).at("test");

  @Test
  void theSameQuestionHasTheSameAnswer() {
    assertEquals(source.bits(5), RandomSource.ofSeed(1).at("test").bits(5));
    assertNotEquals(source.bits(5), source.bits(6));
    assertNotEquals(source.bits(5), RandomSource.ofSeed(2).at("test").bits(5));
    assertNotEquals(source.at(1).bits(5), source.at(2).bits(5));
    assertNotEquals(source.at("a").bits(5), source.at("b").bits(5));
  }

  @Test
  void theBitsAreThoseOfEveryOtherMachine() {
    assertEquals(6791897765849424158L, RandomSource.ofSeed(1).bits(0));
  }

  @Test
  void uniformNumbersHaveTheirMeanAndVariance() {
    double[] draws = IntStream.range(0, DRAWS).mapToDouble(source::uniform).toArray();
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance =
        Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).average().orElseThrow();
    assertEquals(0.5, mean, 5 * Math.sqrt(1.0 / 12 / DRAWS));
    assertEquals(1.0 / 12, variance, 0.001);
  }

  @Test
  void normalNumbersHaveTheirMoments() {
    double[] draws = IntStream.range(0, DRAWS).mapToDouble(source::normal).toArray();
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance = Arrays.stream(draws).map(d -> d * d).average().orElseThrow();
    double fourth = Arrays.stream(draws).map(d -> d * d * d * d).average().orElseThrow();
    assertEquals(0, mean, 5 / Math.sqrt(DRAWS));
    assertEquals(1, variance, 0.03);
    assertEquals(3, fourth, 0.3);
  }

  @Test
  void wholeNumbersAreSpreadEvenly() {
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[source.below(7, i)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 500);
    }
  }

  @Test
  void belowOneThereIsOnlyZero() {
    assertEquals(0, source.below(1, 3));
    assertThrows(IllegalArgumentException.class, () -> source.below(0, 3));
  }

  @Test
  void aPermutationHoldsEveryNumberOnce() {
    int[] permutation = source.permutation(1000);
    int[] sorted = permutation.clone();
    Arrays.sort(sorted);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), sorted);
    assertNotEquals(Arrays.toString(sorted), Arrays.toString(permutation));
  }
}
