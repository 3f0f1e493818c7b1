package dev.gradus.nn.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomSplitTest {
  private final ReferenceOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(3);

  /** Sample i is i, and its target 10 · i. */
  private static Dataset line(int size) {
    double[][] inputs = new double[size][1];
    double[][] targets = new double[size][1];
    for (int i = 0; i < size; i++) {
      inputs[i][0] = i;
      targets[i][0] = 10 * i;
    }
    return ValueArrays.of(inputs, targets);
  }

  private int[] samples(Dataset part) {
    int[] all = IntStream.range(0, part.size()).toArray();
    double[] inputs = ops.doubles(new BatchLoader(ops, part).load(all).inputs());
    return Arrays.stream(inputs).mapToInt(x -> (int) x).toArray();
  }

  @Test
  void everySampleIsInOnePartWithItsTarget() {
    RandomSplit.Parts parts = RandomSplit.sixTwoTwo(line(51), random);
    assertEquals(31, parts.train().size());
    assertEquals(10, parts.validation().size());
    assertEquals(10, parts.test().size());
    int[] all =
        Stream.of(parts.train(), parts.validation(), parts.test())
            .flatMapToInt(part -> Arrays.stream(samples(part)))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 51).toArray(), all);
    int[] test = samples(parts.test());
    Target.Values targets = (Target.Values) parts.test().targets(ops, new int[] {4, 0});
    assertArrayEquals(new double[] {10.0 * test[4], 10.0 * test[0]}, ops.doubles(targets.tensor()));
  }

  @Test
  void theSeedDecidesAndTheWholeIsShuffled() {
    int[] one = samples(RandomSplit.eightOneOne(line(100), random).train());
    assertArrayEquals(one, samples(RandomSplit.eightOneOne(line(100), random).train()));
    Dataset other = RandomSplit.eightOneOne(line(100), RandomSource.ofSeed(4)).train();
    assertFalse(Arrays.equals(one, samples(other)));
    assertFalse(Arrays.equals(one, IntStream.of(one).sorted().toArray()));
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    assertEquals(
        "split: 2 samples, too few for 3 parts",
        assertThrows(IllegalArgumentException.class, () -> RandomSplit.eightOneOne(line(2), random))
            .getMessage());
    assertEquals(
        "split: expected shares of at least 1, got [1, 0]",
        assertThrows(IllegalArgumentException.class, () -> RandomSplit.split(line(2), random, 1, 0))
            .getMessage());
  }

  @Test
  void everyPartHasASample() {
    List<Dataset> three = RandomSplit.split(line(3), random, 8, 1, 1);
    assertEquals(List.of(1, 1, 1), three.stream().map(Dataset::size).toList());
  }
}
