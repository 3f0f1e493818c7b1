package dev.gradus.nn.optim;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/**
 * AdaGrad: what has moved much moves less from now on. With g = ∂L/∂w and s starting at zero,
 *
 * <pre>
 * s ← s + g²        w ← w − η·g / (√s + ε)
 * </pre>
 *
 * <p>Source: Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization (2011); ε stands where PyTorch has it.
 *
 * @param learningRate η, above 0
 * @param epsilon ε, above 0
 */
public record AdaGrad(double learningRate, double epsilon) implements UpdateRule {
  private static final String SQUARES = "squares";
  private static final double EPSILON = 1e-10;

  /**
   * AdaGrad.
   *
   * @param learningRate η, above 0
   * @param epsilon ε, above 0
   * @throws IllegalArgumentException if η or ε is not a finite number above 0
   */
  public AdaGrad {
    Hyperparameters.positive("learning rate", learningRate);
    Hyperparameters.positive("epsilon", epsilon);
  }

  /**
   * AdaGrad with ε = 10⁻¹⁰.
   *
   * @param learningRate η, above 0, commonly 0.01
   * @throws IllegalArgumentException if η is not a finite number above 0
   */
  public AdaGrad(double learningRate) {
    this(learningRate, EPSILON);
  }

  @Override
  public List<String> stateNames() {
    return List.of(SQUARES);
  }

  @Override
  public void apply(Update u) {
    TensorOps ops = u.ops();
    Tensor g = u.gradient();
    Tensor squares = u.state(SQUARES);
    ops.updateInPlace(squares, 1, 1, ops.mul(g, g));
    u.descend(u.rate(), ops.div(g, ops.addScalar(ops.sqrt(squares), epsilon)));
  }
}
