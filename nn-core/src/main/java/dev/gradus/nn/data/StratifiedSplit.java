package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides a data set into parts in which every class has its share, shuffled by a seed.
 *
 * <pre>{@code
 * StratifiedSplit.Parts parts = StratifiedSplit.eightOneOne(data, RandomSource.ofSeed(1));
 * }</pre>
 */
public final class StratifiedSplit {
  private StratifiedSplit() {}

  /**
   * The customary three parts.
   *
   * @param train for the gradients
   * @param validation for choices made while training
   * @param test for the last word, looked at once
   */
  public record Parts(Subset train, Subset validation, Subset test) {}

  /**
   * Train, validation and test as 8 : 1 : 1.
   *
   * @param data the whole
   * @param random the source
   * @return three parts without overlap that make up the whole
   * @throws IllegalArgumentException as {@link #split}
   */
  public static Parts eightOneOne(LabelledDataset data, RandomSource random) {
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
  public static Parts sixTwoTwo(LabelledDataset data, RandomSource random) {
    return parts(data, random, 6, 2, 2);
  }

  private static Parts parts(LabelledDataset data, RandomSource random, int... shares) {
    List<Subset> three = split(data, random, shares);
    return new Parts(three.get(0), three.get(1), three.get(2));
  }

  /**
   * Parts in the given proportions. Every class is divided on its own, by largest remainders, and
   * has at least one sample in every part.
   *
   * @param data the whole
   * @param random the source
   * @param shares the proportions, each above 0
   * @return as many parts, without overlap, that make up the whole
   * @throws IllegalArgumentException if a share is below 1, or a class has fewer samples than there
   *     are parts
   */
  public static List<Subset> split(LabelledDataset data, RandomSource random, int... shares) {
    for (int share : shares) {
      if (share < 1) {
        throw new IllegalArgumentException(
            "split: expected shares of at least 1, got " + Arrays.toString(shares));
      }
    }
    List<List<Integer>> parts = new ArrayList<>();
    for (int ignored : shares) {
      parts.add(new ArrayList<>());
    }
    for (List<Integer> ofClass : shuffledByClass(data, random)) {
      if (ofClass.isEmpty()) {
        continue;
      }
      if (ofClass.size() < shares.length) {
        throw new IllegalArgumentException(
            "split: class %d has %d samples, too few for %d parts"
                .formatted(data.label(ofClass.get(0)), ofClass.size(), shares.length));
      }
      int from = 0;
      int[] counts = apportion(ofClass.size(), shares);
      for (int p = 0; p < shares.length; p++) {
        parts.get(p).addAll(ofClass.subList(from, from + counts[p]));
        from += counts[p];
      }
    }
    List<Subset> subsets = new ArrayList<>();
    for (int p = 0; p < shares.length; p++) {
      subsets.add(new Subset(data, shuffled(parts.get(p), random.at("part").at(p))));
    }
    return subsets;
  }

  /**
   * Some samples, of which every class has its share by largest remainders, and at least one.
   *
   * @param data the whole
   * @param count how many
   * @param random the source
   * @return exactly so many samples, in random order
   * @throws IllegalArgumentException if there are fewer samples, or more classes
   */
  public static Subset sample(LabelledDataset data, int count, RandomSource random) {
    List<List<Integer>> byClass =
        shuffledByClass(data, random).stream().filter(ofClass -> !ofClass.isEmpty()).toList();
    if (count < byClass.size() || count > data.size()) {
      throw new IllegalArgumentException(
          "sample: expected %d to %d samples, one of each class at least and all at most, got %d"
              .formatted(byClass.size(), data.size(), count));
    }
    int[] counts = apportion(count, byClass.stream().mapToInt(List::size).toArray());
    List<Integer> chosen = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      chosen.addAll(byClass.get(c).subList(0, counts[c]));
    }
    return new Subset(data, shuffled(chosen, random.at("sample")));
  }

  static List<List<Integer>> shuffledByClass(LabelledDataset data, RandomSource random) {
    List<List<Integer>> byClass = new ArrayList<>();
    for (int c = 0; c < data.classCount(); c++) {
      byClass.add(new ArrayList<>());
    }
    for (int sample : random.at("split").permutation(data.size())) {
      byClass.get(data.label(sample)).add(sample);
    }
    return byClass;
  }

  /** Whole numbers of at least 1 that sum to n and are nearest to the proportions. */
  static int[] apportion(int n, int... shares) {
    int total = Arrays.stream(shares).sum();
    int[] counts = new int[shares.length];
    double[] remainders = new double[shares.length];
    int given = 0;
    for (int p = 0; p < shares.length; p++) {
      double exact = (double) n * shares[p] / total;
      counts[p] = Math.max(1, (int) exact);
      remainders[p] = exact - counts[p];
      given += counts[p];
    }
    for (; given < n; given++) {
      int next = largest(remainders);
      counts[next]++;
      remainders[next]--;
    }
    for (; given > n; given--) {
      int most = 0;
      for (int p = 1; p < counts.length; p++) {
        most = counts[p] > counts[most] ? p : most;
      }
      counts[most]--;
    }
    return counts;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  static int[] shuffled(List<Integer> samples, RandomSource random) {
    int[] order = random.permutation(samples.size());
    return Arrays.stream(order).map(samples::get).toArray();
  }
}
