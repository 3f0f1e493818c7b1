package dev.gradus.nn.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each class was taken for each, and the figures that follow from these counts: with TP
 * the right predictions of a class, FP the wrong ones and FN those of its samples that were taken
 * for others,
 *
 * <pre>
 * accuracy = Σ TP / all    precision = TP / (TP + FP)    recall = TP / (TP + FN)
 * F1 = 2·TP / (2·TP + FP + FN), the harmonic mean of precision and recall
 * </pre>
 *
 * <p>A figure of a class whose denominator is 0 is 0, as in other libraries: a class that was never
 * predicted has precision 0. Macro averages are over the classes that occur, as true ones or as
 * predictions. Thread-safe.
 *
 * <pre>{@code
 * ConfusionMatrix confusion = new ConfusionMatrix(10);
 * confusion.add(4, 9); // a four, taken for a nine
 * confusion.accuracy();
 * confusion.f1(Average.MACRO);
 * }</pre>
 *
 * <p>Source: C. J. van Rijsbergen, Information Retrieval (1979), chapter 7; D. Lewis, Evaluating
 * Text Categorization (1991), for the two averages.
 */
public final class ConfusionMatrix implements Metric<int[]> {
  private static final String NAME = "confusion matrix";

  private final Outputs outputs;
  private final long[][] counts;

  /** A figure made of a class's counts. */
  private interface Figure {
    double of(long right, long wrong, long missed);
  }

  /**
   * An empty matrix, for one output a class, or probabilities of class 1.
   *
   * @param classCount the number of classes
   */
  public ConfusionMatrix(int classCount) {
    this(classCount, Outputs.PROBABILITIES);
  }

  /**
   * An empty matrix.
   *
   * @param classCount the number of classes
   * @param outputs matters only where two classes share one output
   */
  public ConfusionMatrix(int classCount, Outputs outputs) {
    this.outputs = outputs;
    this.counts = new long[classCount][classCount];
  }

  /**
   * Counts one prediction.
   *
   * @param actual the true class
   * @param predicted the predicted class
   * @throws IllegalArgumentException if there is no such class
   */
  public synchronized void add(int actual, int predicted) {
    if (!isClass(actual) || !isClass(predicted)) {
      throw new IllegalArgumentException(
          "%s: expected classes from 0 to %d, got %d taken for %d; a network needs as many outputs"
                  .formatted(NAME, counts.length - 1, actual, predicted)
              + " as its data have classes");
    }
    counts[actual][predicted]++;
  }

  private boolean isClass(int label) {
    return label >= 0 && label < counts.length;
  }

  /** Counts a batch: predicted is the class of the largest output, the first of equals. */
  @Override
  public void add(double[] outputs, int[] labels) {
    int width = Classes.width(NAME, outputs, labels, counts.length);
    int[] predicted = new int[labels.length];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = Classes.argMax(this.outputs.row(NAME, outputs, width, i));
    }
    synchronized (this) {
      for (int i = 0; i < predicted.length; i++) {
        counts[labels[i]][predicted[i]]++;
      }
    }
  }

  /**
   * Adds all counts of another matrix.
   *
   * @param other of as many classes; not modified
   * @throws IllegalArgumentException if its number of classes differs
   */
  public void merge(ConfusionMatrix other) {
    if (other.classCount() != classCount()) {
      throw new IllegalArgumentException(
          "merge: expected a confusion matrix of %d classes, got one of %d"
              .formatted(classCount(), other.classCount()));
    }
    long[][] added = other.snapshot();
    synchronized (this) {
      for (int actual = 0; actual < added.length; actual++) {
        for (int predicted = 0; predicted < added.length; predicted++) {
          counts[actual][predicted] += added[actual][predicted];
        }
      }
    }
  }

  private synchronized long[][] snapshot() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /**
   * One count.
   *
   * @param actual the true class
   * @param predicted the predicted class
   * @return how often the one was taken for the other
   */
  public synchronized long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /**
   * The number of classes.
   *
   * @return rows and columns
   */
  public int classCount() {
    return counts.length;
  }

  /**
   * All predictions.
   *
   * @return the sum of all counts
   */
  public long total() {
    return Arrays.stream(snapshot()).flatMapToLong(Arrays::stream).sum();
  }

  /**
   * The share of right predictions.
   *
   * @return 0 to 1; NaN before the first
   */
  public double accuracy() {
    return average(Average.MICRO, ConfusionMatrix::precision);
  }

  /**
   * How many of the predictions of a class are right.
   *
   * @param label the class
   * @return TP / (TP + FP)
   */
  public double precision(int label) {
    return figure(snapshot(), label, ConfusionMatrix::precision);
  }

  /**
   * The precision of all classes.
   *
   * @param average how
   * @return the average; NaN before the first prediction
   */
  public double precision(Average average) {
    return average(average, ConfusionMatrix::precision);
  }

  /**
   * How many of the samples of a class were found.
   *
   * @param label the class
   * @return TP / (TP + FN)
   */
  public double recall(int label) {
    return figure(snapshot(), label, ConfusionMatrix::recall);
  }

  /**
   * The recall of all classes.
   *
   * @param average how
   * @return the average; NaN before the first prediction
   */
  public double recall(Average average) {
    return average(average, ConfusionMatrix::recall);
  }

  /**
   * The harmonic mean of a class's precision and recall.
   *
   * @param label the class
   * @return 2·TP / (2·TP + FP + FN)
   */
  public double f1(int label) {
    return figure(snapshot(), label, ConfusionMatrix::f1);
  }

  /**
   * The F1 of all classes.
   *
   * @param average how
   * @return the average; NaN before the first prediction
   */
  public double f1(Average average) {
    return average(average, ConfusionMatrix::f1);
  }

  /** Accuracy, and the macro averages of precision, recall and F1. */
  @Override
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", accuracy());
    values.put("precision", precision(Average.MACRO));
    values.put("recall", recall(Average.MACRO));
    values.put("f1", f1(Average.MACRO));
    return Collections.unmodifiableMap(values);
  }

  private static double precision(long right, long wrong, long missed) {
    return share(right, right + wrong);
  }

  private static double recall(long right, long wrong, long missed) {
    return share(right, right + missed);
  }

  private static double f1(long right, long wrong, long missed) {
    return share(2 * right, 2 * right + wrong + missed);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private double average(Average average, Figure figure) {
    long[][] all = snapshot();
    long right = 0;
    long wrong = 0;
    double sum = 0;
    int occurring = 0;
    for (int label = 0; label < all.length; label++) {
      long predicted = column(all, label);
      right += all[label][label];
      wrong += predicted - all[label][label];
      if (predicted + Arrays.stream(all[label]).sum() > 0) {
        sum += figure(all, label, figure);
        occurring++;
      }
    }
    if (occurring == 0) {
      return Double.NaN;
    }
    // Each wrong prediction is one that another class misses.
    return average == Average.MICRO ? figure.of(right, wrong, wrong) : sum / occurring;
  }

  private static double figure(long[][] all, int label, Figure figure) {
    long right = all[label][label];
    long missed = Arrays.stream(all[label]).sum() - right;
    return figure.of(right, column(all, label) - right, missed);
  }

  private static long column(long[][] all, int label) {
    return Arrays.stream(all).mapToLong(row -> row[label]).sum();
  }
}
