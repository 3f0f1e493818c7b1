package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a data set into parts at random, by a seed: for targets that are values. Where there are
 * classes, {@link StratifiedSplit} gives every part its share of each.
 *
 * <pre>{@code
 * RandomSplit.Parts parts = RandomSplit.sixTwoTwo(data, RandomSource.ofSeed(1));
 * }</pre>
 */
public final class RandomSplit {
  private RandomSplit() {}

  /**
   * The customary three parts.
   *
   * @param train for the gradients
   * @param validation for choices made while training
   * @param test for the last word, looked at once
   */
  public record Parts(Dataset train, Dataset validation, Dataset test) {}

  /**
   * Train, validation and test as 8 : 1 : 1.
   *
   * @param data the whole
   * @param random the source
   * @return three parts without overlap that make up the whole
   * @throws IllegalArgumentException as {@link #split}
   */
  public static Parts eightOneOne(Dataset data, RandomSource random) {
    return parts(data, random, 8, 1, 1);
  }

  /**
   * Train, validation and test as 6 : 2 : 2.
   *
   * @param data the whole
   * @param random the source
   * @return three parts without overlap that make up the whole
   * @throws IllegalArgumentException as {@link #split}
   */
  public static Parts sixTwoTwo(Dataset data, RandomSource random) {
    return parts(data, random, 6, 2, 2);
  }

  private static Parts parts(Dataset data, RandomSource random, int... shares) {
    List<Dataset> three = split(data, random, shares);
    return new Parts(three.get(0), three.get(1), three.get(2));
  }

  /**
   * Parts in the given proportions, by largest remainders, each of at least one sample.
   *
   * @param data the whole
   * @param random the source
   * @param shares the proportions, each above 0
   * @return as many parts, without overlap, that make up the whole
   * @throws IllegalArgumentException if a share is below 1, or there are fewer samples than parts
   */
  public static List<Dataset> split(Dataset data, RandomSource random, int... shares) {
    StratifiedSplit.requireShares(shares);
    if (data.size() < shares.length) {
      throw new IllegalArgumentException(
          "split: %d samples, too few for %d parts".formatted(data.size(), shares.length));
    }
    int[] order = random.at("split").permutation(data.size());
    List<Dataset> parts = new ArrayList<>();
    int from = 0;
    for (int count : StratifiedSplit.apportion(data.size(), shares)) {
      parts.add(new Selection(data, Arrays.copyOfRange(order, from, from + count)));
      from += count;
    }
    return parts;
  }
}
