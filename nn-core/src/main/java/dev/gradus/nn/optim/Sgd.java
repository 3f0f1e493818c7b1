package dev.gradus.nn.optim;

/**
 * Gradient descent, w ← w − η·∂L/∂w; stochastic when the gradient is a mini-batch's.
 *
 * <p>Source: Robbins and Monro, A Stochastic Approximation Method (1951).
 *
 * @param learningRate η, above 0
 */
public record Sgd(double learningRate) implements UpdateRule {
  /**
   * Gradient descent.
   *
   * @param learningRate η, above 0
   * @throws IllegalArgumentException if η is not a finite number above 0
   */
  public Sgd {
    Hyperparameters.positive("learning rate", learningRate);
  }

  @Override
  public void apply(Update u) {
    u.descend(u.rate(), u.gradient());
  }
}
