package dev.gradus.nn.metric;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far predicted values y are from targets t, over n samples of one or several values:
 *
 * <pre>
 * MAE = Σ |y − t| / n    RMSE = √(Σ (y − t)² / n)    R² = 1 − Σ (y − t)² / Σ (t − mean t)²
 * </pre>
 *
 * <p>MAE and RMSE are over all values of all samples; R² is the mean over the values that a sample
 * has of their own R², 1 for perfect predictions, 0 for those that always say the mean. Sums and
 * sums of squares are kept exactly, so targets far from zero cost R² no digits. Thread-safe.
 *
 * <pre>{@code
 * RegressionErrors errors = new RegressionErrors(1);
 * errors.add(new double[] {2.5, 0, 2, 8}, new double[] {3, -0.5, 2, 7});
 * errors.mae(); // 0.5
 * }</pre>
 *
 * <p>Source: N. R. Draper, H. Smith, Applied Regression Analysis (1998).
 */
public final class RegressionErrors implements Metric<double[]> {
  private static final String NAME = "regression errors";

  private final Sums[] sums;
  private long total;

  /** Of one of a sample's values. */
  private static final class Sums {
    private final ExactSum absolute = new ExactSum();
    private final ExactSum squared = new ExactSum();
    private final ExactSum targets = new ExactSum();
    private final ExactSum squaredTargets = new ExactSum();

    void add(double prediction, double target) {
      double error = prediction - target;
      absolute.add(Math.abs(error));
      squared.addProduct(error, error);
      targets.add(target);
      squaredTargets.addProduct(target, target);
    }

    void add(Sums other) {
      absolute.add(other.absolute);
      squared.add(other.squared);
      targets.add(other.targets);
      squaredTargets.add(other.squaredTargets);
    }

    /** 1 − n·Σe² / (n·Σt² − (Σt)²). */
    double r2(long n) {
      if (!squared.isFinite() || !squaredTargets.isFinite()) {
        return Double.NaN;
      }
      BigDecimal count = BigDecimal.valueOf(n);
      BigDecimal sum = targets.exact();
      BigDecimal spread = count.multiply(squaredTargets.exact()).subtract(sum.multiply(sum));
      if (spread.signum() <= 0) {
        return Double.NaN;
      }
      BigDecimal unexplained =
          count.multiply(squared.exact()).divide(spread, MathContext.DECIMAL128);
      return BigDecimal.ONE.subtract(unexplained).doubleValue();
    }
  }

  /**
   * Empty sums.
   *
   * @param width the values of a sample, at least 1
   * @throws IllegalArgumentException if there are none
   */
  public RegressionErrors(int width) {
    if (width < 1) {
      throw new IllegalArgumentException(
          NAME + ": expected at least 1 value for each sample, got " + width);
    }
    this.sums = IntStream.range(0, width).mapToObj(i -> new Sums()).toArray(Sums[]::new);
  }

  @Override
  public void add(double[] outputs, double[] targets) {
    int width = sums.length;
    if (outputs.length != targets.length || outputs.length % width != 0 || outputs.length == 0) {
      throw new IllegalArgumentException(
          "%s: expected as many outputs as targets, %d for each sample, got %d and %d"
              .formatted(NAME, width, outputs.length, targets.length));
    }
    Classes.requireFinite(NAME, outputs, width);
    for (int i = 0; i < targets.length; i++) {
      if (!Double.isFinite(targets[i])) {
        throw new IllegalArgumentException(
            "%s: target %d of sample %d is %s, expected a finite number; look at the data"
                .formatted(NAME, i % width, i / width, targets[i]));
      }
    }
    synchronized (this) {
      for (int i = 0; i < outputs.length; i++) {
        sums[i % width].add(outputs[i], targets[i]);
      }
      total += outputs.length / width;
    }
  }

  /**
   * Adds the samples of another one.
   *
   * @param other with as many values for each sample; not modified
   * @throws IllegalArgumentException if their number differs
   */
  public void merge(RegressionErrors other) {
    if (other.sums.length != sums.length) {
      throw new IllegalArgumentException(
          "merge: expected regression errors of %d values for each sample, got those of %d"
              .formatted(sums.length, other.sums.length));
    }
    RegressionErrors copy = other.copy();
    synchronized (this) {
      addAll(copy);
    }
  }

  private synchronized RegressionErrors copy() {
    RegressionErrors copy = new RegressionErrors(sums.length);
    copy.addAll(this);
    return copy;
  }

  private void addAll(RegressionErrors other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i].add(other.sums[i]);
    }
    total += other.total;
  }

  /** All values together. */
  private Sums all() {
    Sums all = new Sums();
    for (Sums one : sums) {
      all.add(one);
    }
    return all;
  }

  /**
   * The mean absolute error.
   *
   * @return at least 0; NaN before the first sample
   */
  public synchronized double mae() {
    return all().absolute.value() / (total * sums.length);
  }

  /**
   * The root of the mean squared error.
   *
   * @return at least 0; NaN before the first sample
   */
  public synchronized double rmse() {
    return Math.sqrt(all().squared.value() / (total * sums.length));
  }

  /**
   * The coefficient of determination, as the mean over a sample's values.
   *
   * @return at most 1; NaN where the targets do not differ
   */
  public synchronized double r2() {
    double sum = 0;
    for (Sums one : sums) {
      sum += one.r2(total);
    }
    return sum / sums.length;
  }

  /** MAE, RMSE and R². */
  @Override
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("mae", mae());
    values.put("rmse", rmse());
    values.put("r2", r2());
    return Collections.unmodifiableMap(values);
  }
}
