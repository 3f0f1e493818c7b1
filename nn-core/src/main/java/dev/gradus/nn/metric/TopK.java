package dev.gradus.nn.metric;

import java.util.Map;

/**
 * The share of samples whose true class is among the k largest outputs. Of equal outputs the lower
 * class stands first, so that top-1 is the accuracy. Thread-safe.
 *
 * <pre>{@code
 * TopK top5 = new TopK(5, 1000);
 * top5.add(logits, labels);
 * top5.value();
 * }</pre>
 *
 * <p>Source: O. Russakovsky and others, ImageNet Large Scale Visual Recognition Challenge (2015).
 */
public final class TopK implements Metric<int[]> {
  private static final String NAME = "top-k";

  private final int k;
  private final int classCount;
  private long right;
  private long total;

  /**
   * An empty count.
   *
   * @param k how many classes may be named, 1 to classCount
   * @param classCount the number of classes, at least 2
   * @throws IllegalArgumentException if one is out of range
   */
  public TopK(int k, int classCount) {
    Classes.requireCount(NAME, classCount);
    if (k < 1 || k > classCount) {
      throw new IllegalArgumentException(
          "%s: expected k of 1 to %d, got %d".formatted(NAME, classCount, k));
    }
    this.k = k;
    this.classCount = classCount;
  }

  /** Counts a batch, with one output for each class. */
  @Override
  public void add(double[] outputs, int[] labels) {
    if (outputs.length != (long) labels.length * classCount) {
      throw new IllegalArgumentException(
          "%s: expected %d outputs for each sample, got %d for %d labels"
              .formatted(NAME, classCount, outputs.length, labels.length));
    }
    int width = Classes.width(NAME, outputs, labels, classCount);
    int found = 0;
    for (int i = 0; i < labels.length; i++) {
      found += rank(outputs, i * width, width, labels[i]) < k ? 1 : 0;
    }
    synchronized (this) {
      right += found;
      total += labels.length;
    }
  }

  private static int rank(double[] outputs, int from, int width, int label) {
    double own = outputs[from + label];
    int before = 0;
    for (int i = 0; i < width; i++) {
      double other = outputs[from + i];
      before += other > own || (other == own && i < label) ? 1 : 0;
    }
    return before;
  }

  /**
   * Adds the counts of another one.
   *
   * @param other of the same k and number of classes; not modified
   * @throws IllegalArgumentException if these differ
   */
  public void merge(TopK other) {
    if (other.k != k || other.classCount != classCount) {
      throw new IllegalArgumentException(
          "merge: expected top-%d of %d classes, got top-%d of %d"
              .formatted(k, classCount, other.k, other.classCount));
    }
    long[] counts = other.counts();
    synchronized (this) {
      right += counts[0];
      total += counts[1];
    }
  }

  private synchronized long[] counts() {
    return new long[] {right, total};
  }

  /**
   * The share.
   *
   * @return 0 to 1; NaN before the first sample
   */
  public double value() {
    long[] counts = counts();
    return (double) counts[0] / counts[1];
  }

  @Override
  public Map<String, Double> values() {
    return Map.of("top" + k, value());
  }
}
