package dev.gradus.nn.optim;

import dev.gradus.tensor.Tensor;
import java.util.List;

/**
 * Gradient descent with momentum. With g = ∂L/∂w and v starting at zero, v ← μ·v + g, and then
 *
 * <pre>
 * w ← w − η·v              the heavy ball
 * w ← w − η·(g + μ·v)      Nesterov's, which looks ahead
 * </pre>
 *
 * <p>Sources: Polyak, Some Methods of Speeding up the Convergence of Iteration Methods (1964);
 * Sutskever, Martens, Dahl and Hinton, On the Importance of Initialization and Momentum in Deep
 * Learning (2013); both in the form that PyTorch uses.
 *
 * @param learningRate η, above 0
 * @param momentum μ, from 0 to below 1
 * @param nesterov whether to look ahead
 */
public record Momentum(double learningRate, double momentum, boolean nesterov)
    implements UpdateRule {
  private static final String VELOCITY = "velocity";

  /**
   * Gradient descent with momentum.
   *
   * @param learningRate η, above 0
   * @param momentum μ, from 0 to below 1
   * @param nesterov whether to look ahead
   * @throws IllegalArgumentException if η or μ is out of range
   */
  public Momentum {
    Hyperparameters.positive("learning rate", learningRate);
    Hyperparameters.fraction("momentum", momentum);
  }

  /**
   * The heavy ball.
   *
   * @param learningRate η, above 0
   * @param momentum μ, from 0 to below 1, commonly 0.9
   * @throws IllegalArgumentException if η or μ is out of range
   */
  public Momentum(double learningRate, double momentum) {
    this(learningRate, momentum, false);
  }

  @Override
  public List<String> stateNames() {
    return List.of(VELOCITY);
  }

  @Override
  public void apply(Update u) {
    Tensor v = u.state(VELOCITY);
    Tensor g = u.gradient();
    if (!nesterov && u.keep() == 1) {
      u.ops().momentumInPlace(u.target(), v, g, momentum, u.rate());
      return;
    }
    u.ops().updateInPlace(v, momentum, 1, g);
    u.descend(u.rate(), nesterov ? u.ops().add(g, u.ops().scale(v, momentum)) : v);
  }
}
