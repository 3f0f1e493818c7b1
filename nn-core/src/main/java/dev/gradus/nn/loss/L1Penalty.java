package dev.gradus.nn.loss;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The penalty λ · Σ |w| over weights, never over biases; its gradient is λ·sign(w), 0 at 0. It
 * drives weights to 0 that the loss does not need. A weight that two layers share counts once.
 * Thread-safe.
 *
 * <p>Source: Tibshirani, Regression Shrinkage and Selection via the Lasso (1996).
 */
public final class L1Penalty extends WeightPenalty {
  private final TensorOps ops;
  private final double lambda;

  /**
   * The penalty.
   *
   * @param ops what computes
   * @param lambda λ, at least 0; 0 costs nothing
   * @throws IllegalArgumentException if λ is negative or not finite
   */
  public L1Penalty(TensorOps ops, double lambda) {
    super("l1", lambda, lambda);
    this.ops = ops;
    this.lambda = lambda;
  }

  @Override
  double sum(Tensor weight) {
    return ops.sum(Magnitudes.of(ops, weight));
  }

  @Override
  Tensor gradient(Tensor weight) {
    return Magnitudes.gradient(ops, weight, lambda);
  }
}
