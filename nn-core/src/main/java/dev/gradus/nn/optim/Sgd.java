package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.tensor.TensorOps;

/**
 * Gradient descent, w ← w − η·∂L/∂w; stochastic when the gradient is a mini-batch's.
 *
 * <p>Source: Robbins and Monro, A Stochastic Approximation Method (1951).
 */
public final class Sgd implements Optimizer {
  private final TensorOps ops;
  private final double learningRate;

  /**
   * Gradient descent.
   *
   * @param ops what computes
   * @param learningRate η, above 0
   * @throws IllegalArgumentException if η is not a finite number above 0
   */
  public Sgd(TensorOps ops, double learningRate) {
    this.ops = ops;
    this.learningRate = Hyperparameters.positive("learning rate", learningRate);
  }

  @Override
  public void step(Gradients gradients) {
    gradients
        .asMap()
        .forEach((parameter, g) -> ops.updateInPlace(parameter.value(), 1, -learningRate, g));
  }
}
