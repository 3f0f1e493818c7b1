package dev.gradus.nn.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The receiver operating characteristic: which share of the samples of a class is found (true
 * positives), and which share of the others is taken for it (false positives), as the probability
 * falls from which it is predicted. Several classes are looked at one against the rest.
 *
 * <p>The area under the curve is the probability that a sample of the class gets a higher
 * probability than one of the rest, equal ones counting half:
 *
 * <pre>
 * AUC = (#{p > q} + ½·#{p = q}) / (positives · negatives)
 * </pre>
 *
 * <p>It is computed from whole numbers, without a curve cut into bins; so a number is kept for each
 * sample and class. Logits are ranked by their log-odds, so that equal is only what is equal, and
 * not what rounds to the probability 1. Thread-safe.
 *
 * <pre>{@code
 * Roc roc = new Roc(2, Outputs.PROBABILITIES);
 * roc.add(new double[] {0.1, 0.4, 0.35, 0.8}, new int[] {0, 0, 1, 1});
 * roc.auc(); // 0.75
 * }</pre>
 *
 * <p>Source: T. Fawcett, An Introduction to ROC Analysis (2006); J. A. Hanley, B. J. McNeil, The
 * Meaning and Use of the Area under a ROC Curve (1982).
 */
public final class Roc implements Metric<int[]> {
  private static final String NAME = "ROC";

  private final int classCount;
  private final Outputs outputs;
  private final List<Scored> samples = new ArrayList<>();

  /** What ranks the sample for each class, and the true one. */
  private record Scored(double[] ranks, int label) {}

  /** The ranks for a class, of its own samples and of the rest, ascending. */
  private record Ranked(double[] positives, double[] negatives) {}

  /**
   * A point of the curve.
   *
   * @param threshold the class is predicted from this probability on; ∞ for never
   * @param falsePositiveRate the share of the rest that is taken for the class
   * @param truePositiveRate the share of the class that is found
   */
  public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

  /**
   * An empty curve.
   *
   * @param classCount the number of classes, at least 2
   * @param outputs what will be added
   * @throws IllegalArgumentException if there are fewer than two classes
   */
  public Roc(int classCount, Outputs outputs) {
    Classes.requireCount(NAME, classCount);
    this.classCount = classCount;
    this.outputs = outputs;
  }

  @Override
  public void add(double[] outputs, int[] labels) {
    int width = Classes.width(NAME, outputs, labels, classCount);
    List<Scored> scored =
        IntStream.range(0, labels.length)
            .mapToObj(i -> new Scored(this.outputs.ranks(NAME, outputs, width, i), labels[i]))
            .toList();
    append(scored);
  }

  private synchronized void append(List<Scored> scored) {
    samples.addAll(scored);
  }

  /**
   * Adds the samples of another one.
   *
   * @param other of as many classes; not modified
   * @throws IllegalArgumentException if its number of classes differs
   */
  public void merge(Roc other) {
    if (other.classCount != classCount) {
      throw new IllegalArgumentException(
          "merge: expected a ROC of %d classes, got one of %d"
              .formatted(classCount, other.classCount));
    }
    append(other.snapshot());
  }

  private synchronized List<Scored> snapshot() {
    return List.copyOf(samples);
  }

  private Ranked ranked(int label) {
    if (label < 0 || label >= classCount) {
      throw new IllegalArgumentException(
          "%s: class %d, expected 0 to %d".formatted(NAME, label, classCount - 1));
    }
    List<Scored> all = snapshot();
    return new Ranked(sorted(all, label, true), sorted(all, label, false));
  }

  private static double[] sorted(List<Scored> all, int label, boolean positive) {
    return all.stream()
        .filter(one -> (one.label() == label) == positive)
        .mapToDouble(one -> one.ranks()[label])
        .sorted()
        .toArray();
  }

  /**
   * The curve of a class against the rest.
   *
   * @param label the class
   * @return from (0, 0) to (1, 1), a point for each probability that occurs; a rate is NaN where
   *     there are no samples to take a share of
   */
  public List<Point> curve(int label) {
    Ranked ranked = ranked(label);
    double[] positives = ranked.positives();
    double[] negatives = ranked.negatives();
    List<Point> points = new ArrayList<>();
    double from = Double.POSITIVE_INFINITY;
    int p = positives.length;
    int n = negatives.length;
    while (true) {
      points.add(
          new Point(
              from == Double.POSITIVE_INFINITY ? from : outputs.probability(from),
              (double) (negatives.length - n) / negatives.length,
              (double) (positives.length - p) / positives.length));
      if (p == 0 && n == 0) {
        return List.copyOf(points);
      }
      from =
          Math.max(
              p > 0 ? positives[p - 1] : Double.NEGATIVE_INFINITY,
              n > 0 ? negatives[n - 1] : Double.NEGATIVE_INFINITY);
      while (p > 0 && positives[p - 1] >= from) {
        p--;
      }
      while (n > 0 && negatives[n - 1] >= from) {
        n--;
      }
    }
  }

  /**
   * The area under the curve of a class against the rest.
   *
   * @param label the class
   * @return 0 to 1, 0.5 for guessing; NaN without samples of the class or without others
   */
  public double auc(int label) {
    Ranked ranked = ranked(label);
    double[] negatives = ranked.negatives();
    long halves = 0;
    int below = 0;
    int upTo = 0;
    for (double positive : ranked.positives()) {
      while (below < negatives.length && negatives[below] < positive) {
        below++;
      }
      while (upTo < negatives.length && negatives[upTo] <= positive) {
        upTo++;
      }
      halves += below + (long) upTo;
    }
    return 0.5 * halves / ((double) ranked.positives().length * negatives.length);
  }

  /**
   * One figure: of two classes the area of class 1, of more the mean over all classes that have
   * samples and leave others.
   *
   * @return 0 to 1; NaN where there is no such class
   */
  public double auc() {
    if (classCount == 2) {
      return auc(1);
    }
    double[] areas =
        IntStream.range(0, classCount)
            .mapToDouble(this::auc)
            .filter(area -> !Double.isNaN(area))
            .toArray();
    return Arrays.stream(areas).average().orElse(Double.NaN);
  }

  @Override
  public Map<String, Double> values() {
    return Map.of("auc", auc());
  }
}
