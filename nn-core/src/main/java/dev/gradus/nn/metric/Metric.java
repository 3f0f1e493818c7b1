package dev.gradus.nn.metric;

import java.util.Map;

/**
 * Accumulates what a network said and what was right, and gives figures. Implementations are
 * thread-safe, and their figures depend on the samples alone: not on how these were cut into
 * batches, nor on the order in which the batches came. A batch that is refused changes nothing.
 *
 * <pre>{@code
 * Metric<int[]> metric = new LogLoss(3, Outputs.PROBABILITIES);
 * metric.add(new double[] {0.7, 0.2, 0.1}, new int[] {0});
 * metric.values(); // {logLoss=0.3566749439387324}
 * }</pre>
 *
 * @param <T> what outputs are compared with: {@code int[]} for classes, {@code double[]} for values
 */
public interface Metric<T> {
  /**
   * Adds a batch.
   *
   * @param outputs of the network, sample after sample; not modified
   * @param targets of the same samples; not modified
   * @throws IllegalArgumentException if the lengths do not fit, an output is not finite, or a
   *     target is out of range
   */
  void add(double[] outputs, T targets);

  /**
   * The figures for everything that was added so far.
   *
   * @return names in a fixed order, each with its figure; NaN where there is none yet
   */
  Map<String, Double> values();
}
