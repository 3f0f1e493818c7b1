package dev.gradus.nn.loss;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The penalty λ/2 · Σ w² over weights, never over biases; its gradient is λ·w. A weight that two
 * layers share counts once. Thread-safe.
 *
 * <p>Source: Krogh and Hertz, A Simple Weight Decay Can Improve Generalization (1992).
 */
public final class L2Penalty extends WeightPenalty {
  private final TensorOps ops;
  private final double lambda;

  /**
   * The penalty.
   *
   * @param ops what computes
   * @param lambda λ, at least 0; 0 costs nothing
   * @throws IllegalArgumentException if λ is negative or not finite
   */
  public L2Penalty(TensorOps ops, double lambda) {
    super("l2", lambda, lambda / 2);
    this.ops = ops;
    this.lambda = lambda;
  }

  @Override
  double sum(Tensor weight) {
    return ops.sum(ops.mul(weight, weight));
  }

  @Override
  Tensor gradient(Tensor weight) {
    return ops.scale(weight, lambda);
  }
}
