package dev.gradus.nn.metric;

import java.util.Map;

/**
 * The mean of −ln p over all samples, p being the probability that was given to the true class:
 * cross-entropy as a measurement. It is infinite where a true class got the probability 0, which
 * does not happen with logits. Thread-safe.
 *
 * <pre>{@code
 * LogLoss loss = new LogLoss(10, Outputs.LOGITS);
 * loss.add(logits, labels);
 * loss.value();
 * }</pre>
 *
 * <p>Source: I. J. Good, Rational Decisions (1952).
 */
public final class LogLoss implements Metric<int[]> {
  private static final String NAME = "log loss";

  private final int classCount;
  private final Outputs outputs;
  private final ExactSum sum = new ExactSum();
  private long total;

  /**
   * An empty mean.
   *
   * @param classCount the number of classes, at least 2
   * @param outputs what will be added
   * @throws IllegalArgumentException if there are fewer than two classes
   */
  public LogLoss(int classCount, Outputs outputs) {
    Classes.requireCount(NAME, classCount);
    this.classCount = classCount;
    this.outputs = outputs;
  }

  @Override
  public void add(double[] outputs, int[] labels) {
    int width = Classes.width(NAME, outputs, labels, classCount);
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = this.outputs.surprise(NAME, outputs, width, i, labels[i]);
    }
    synchronized (this) {
      for (double loss : losses) {
        sum.add(loss);
      }
      total += losses.length;
    }
  }

  /**
   * Adds the samples of another one.
   *
   * @param other of as many classes; not modified
   * @throws IllegalArgumentException if its number of classes differs
   */
  public void merge(LogLoss other) {
    if (other.classCount != classCount) {
      throw new IllegalArgumentException(
          "merge: expected a log loss of %d classes, got one of %d"
              .formatted(classCount, other.classCount));
    }
    ExactSum otherSum;
    long otherTotal;
    synchronized (other) {
      otherSum = other.sum.copy();
      otherTotal = other.total;
    }
    synchronized (this) {
      sum.add(otherSum);
      total += otherTotal;
    }
  }

  /**
   * The mean.
   *
   * @return 0 to ∞; NaN before the first sample
   */
  public synchronized double value() {
    return sum.value() / total;
  }

  @Override
  public Map<String, Double> values() {
    return Map.of("logLoss", value());
  }
}
