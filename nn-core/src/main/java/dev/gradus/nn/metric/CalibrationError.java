package dev.gradus.nn.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The expected calibration error: how far a classifier's confidence, the probability of the class
 * that it predicts, is from its accuracy. Samples are put into bins of equal width by confidence,
 * bin b holding those in (b/B, (b+1)/B]; with n samples in all,
 *
 * <pre>
 * ECE = Σ over the bins  |bin| / n · |accuracy(bin) − mean confidence(bin)|
 * </pre>
 *
 * <p>Thread-safe.
 *
 * <pre>{@code
 * CalibrationError calibration = new CalibrationError(10, Outputs.LOGITS, 15);
 * calibration.add(logits, labels);
 * calibration.value();
 * calibration.bins(); // the reliability diagram
 * }</pre>
 *
 * <p>Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On Calibration of Modern Neural Networks
 * (2017), equation 3.
 */
public final class CalibrationError implements Metric<int[]> {
  private static final String NAME = "calibration error";

  private final int classCount;
  private final Outputs outputs;
  private final long[] counts;
  private final long[] right;
  private final ExactSum[] confidences;

  /**
   * One bar of the reliability diagram.
   *
   * @param count the samples in it
   * @param confidence their mean; NaN where there are none
   * @param accuracy the share of right predictions; NaN where there are none
   */
  public record Bin(long count, double confidence, double accuracy) {}

  /**
   * Empty bins.
   *
   * @param classCount the number of classes, at least 2
   * @param outputs what will be added
   * @param bins their number, at least 1; 15 in the paper
   * @throws IllegalArgumentException if one is out of range
   */
  public CalibrationError(int classCount, Outputs outputs, int bins) {
    Classes.requireCount(NAME, classCount);
    if (bins < 1) {
      throw new IllegalArgumentException(NAME + ": expected at least 1 bin, got " + bins);
    }
    this.classCount = classCount;
    this.outputs = outputs;
    this.counts = new long[bins];
    this.right = new long[bins];
    this.confidences =
        IntStream.range(0, bins).mapToObj(b -> new ExactSum()).toArray(ExactSum[]::new);
  }

  @Override
  public void add(double[] outputs, int[] labels) {
    int width = Classes.width(NAME, outputs, labels, classCount);
    double[] confidence = new double[labels.length];
    boolean[] hit = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      double[] probabilities = this.outputs.probabilities(NAME, outputs, width, i);
      int predicted = Classes.argMax(probabilities);
      confidence[i] = probabilities[predicted];
      hit[i] = predicted == labels[i];
    }
    synchronized (this) {
      for (int i = 0; i < labels.length; i++) {
        int bin = (int) Math.ceil(confidence[i] * counts.length) - 1;
        counts[bin]++;
        right[bin] += hit[i] ? 1 : 0;
        confidences[bin].add(confidence[i]);
      }
    }
  }

  /**
   * Adds the samples of another one.
   *
   * @param other of as many classes and bins; not modified
   * @throws IllegalArgumentException if these differ
   */
  public void merge(CalibrationError other) {
    if (other.classCount != classCount || other.counts.length != counts.length) {
      throw new IllegalArgumentException(
          "merge: expected a calibration error of %d classes and %d bins, got %d and %d"
              .formatted(classCount, counts.length, other.classCount, other.counts.length));
    }
    CalibrationError copy = other.copy();
    synchronized (this) {
      addAll(copy);
    }
  }

  private synchronized CalibrationError copy() {
    CalibrationError copy = new CalibrationError(classCount, outputs, counts.length);
    copy.addAll(this);
    return copy;
  }

  private void addAll(CalibrationError other) {
    for (int b = 0; b < counts.length; b++) {
      counts[b] += other.counts[b];
      right[b] += other.right[b];
      confidences[b].add(other.confidences[b]);
    }
  }

  /**
   * The reliability diagram.
   *
   * @return the bins from the least confident to the most
   */
  public synchronized List<Bin> bins() {
    return IntStream.range(0, counts.length)
        .mapToObj(
            b ->
                new Bin(
                    counts[b], confidences[b].value() / counts[b], (double) right[b] / counts[b]))
        .toList();
  }

  /**
   * The expected calibration error.
   *
   * @return 0 to 1; NaN before the first sample
   */
  public synchronized double value() {
    double sum = 0;
    for (int b = 0; b < counts.length; b++) {
      sum += Math.abs(right[b] - confidences[b].value());
    }
    return sum / Arrays.stream(counts).sum();
  }

  @Override
  public Map<String, Double> values() {
    return Map.of("calibrationError", value());
  }
}
