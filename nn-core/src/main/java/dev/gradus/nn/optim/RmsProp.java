package dev.gradus.nn.optim;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/**
 * RMSProp: the gradient over the root of its running mean square, with momentum if wanted. With g =
 * ∂L/∂w, and v and b starting at zero,
 *
 * <pre>
 * v ← α·v + (1 − α)·g²        b ← μ·b + g / (√v + ε)        w ← w − η·b
 * </pre>
 *
 * <p>Source: Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning (2012); ε and
 * momentum stand where PyTorch has them.
 *
 * @param learningRate η, above 0
 * @param alpha α, the share of the mean square that stays, from 0 to below 1
 * @param momentum μ, from 0 (none, and nothing to remember) to below 1
 * @param epsilon ε, above 0
 */
public record RmsProp(double learningRate, double alpha, double momentum, double epsilon)
    implements UpdateRule {
  private static final String SQUARE = "square";
  private static final String VELOCITY = "velocity";
  private static final double ALPHA = 0.99;
  private static final double EPSILON = 1e-8;

  /**
   * RMSProp.
   *
   * @param learningRate η, above 0
   * @param alpha α, the share of the mean square that stays, from 0 to below 1
   * @param momentum μ, from 0 (none, and nothing to remember) to below 1
   * @param epsilon ε, above 0
   * @throws IllegalArgumentException if one of them is out of range
   */
  public RmsProp {
    Hyperparameters.positive("learning rate", learningRate);
    Hyperparameters.fraction("alpha", alpha);
    Hyperparameters.fraction("momentum", momentum);
    Hyperparameters.positive("epsilon", epsilon);
  }

  /**
   * RMSProp with α = 0.99 and ε = 10⁻⁸, without momentum.
   *
   * @param learningRate η, above 0, commonly 0.01
   * @throws IllegalArgumentException if η is not a finite number above 0
   */
  public RmsProp(double learningRate) {
    this(learningRate, ALPHA, 0, EPSILON);
  }

  @Override
  public List<String> stateNames() {
    return momentum > 0 ? List.of(SQUARE, VELOCITY) : List.of(SQUARE);
  }

  @Override
  public void apply(Update u) {
    TensorOps ops = u.ops();
    Tensor g = u.gradient();
    Tensor square = u.average(SQUARE, alpha, ops.mul(g, g));
    Tensor direction = ops.div(g, ops.addScalar(ops.sqrt(square), epsilon));
    if (momentum > 0) {
      ops.updateInPlace(u.state(VELOCITY), momentum, 1, direction);
      direction = u.state(VELOCITY);
    }
    u.descend(u.rate(), direction);
  }
}
