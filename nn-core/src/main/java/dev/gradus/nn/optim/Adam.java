package dev.gradus.nn.optim;

import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/**
 * Adam: steps of the size of the learning rate, along the running mean of the gradient over the
 * root of its running square. With g = ∂L/∂w in step t = 1, 2, …, and both means starting at zero,
 *
 * <pre>
 * m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 * w ← w − η·m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>AMSGrad has the largest v so far in the place of v, so that no step grows because gradients
 * were forgotten. With decoupled weight decay it is AdamW.
 *
 * <pre>{@code
 * Optimizer adam = Optimizer.of(ops, network.parameters(), new Adam(1e-3));
 * }</pre>
 *
 * <p>Sources: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015); Reddi, Kale and
 * Kumar, On the Convergence of Adam and Beyond (2018). ε stands where PyTorch has it.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, the share of the mean that stays, from 0 to below 1
 * @param beta2 β₂, the share of the mean square that stays, from 0 to below 1
 * @param epsilon ε, above 0
 * @param amsgrad whether v never falls
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon, boolean amsgrad)
    implements UpdateRule {
  private static final String MEAN = "mean";
  private static final String SQUARE = "square";
  private static final String LARGEST = "largestSquare";
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  /**
   * Adam or AMSGrad.
   *
   * @param learningRate η, above 0
   * @param beta1 β₁, the share of the mean that stays, from 0 to below 1
   * @param beta2 β₂, the share of the mean square that stays, from 0 to below 1
   * @param epsilon ε, above 0
   * @param amsgrad whether v never falls
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Adam {
    Hyperparameters.positive("learning rate", learningRate);
    Hyperparameters.fraction("beta1", beta1);
    Hyperparameters.fraction("beta2", beta2);
    Hyperparameters.positive("epsilon", epsilon);
  }

  /**
   * Adam.
   *
   * @param learningRate η, above 0
   * @param beta1 β₁, from 0 to below 1
   * @param beta2 β₂, from 0 to below 1
   * @param epsilon ε, above 0
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Adam(double learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, false);
  }

  /**
   * Adam with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
   *
   * @param learningRate η, above 0, commonly 0.001
   * @throws IllegalArgumentException if η is not a finite number above 0
   */
  public Adam(double learningRate) {
    this(learningRate, BETA_1, BETA_2, EPSILON);
  }

  @Override
  public List<String> stateNames() {
    return amsgrad ? List.of(MEAN, SQUARE, LARGEST) : List.of(MEAN, SQUARE);
  }

  @Override
  public void apply(Update u) {
    double rate = u.rate() / (1 - StrictMath.pow(beta1, (double) u.step()));
    double rootScale = 1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) u.step()));
    if (amsgrad) {
      amsgrad(u, rate, rootScale);
    } else {
      AdamStep step = new AdamStep(beta1, beta2, u.keep(), rate, rootScale, epsilon);
      u.ops().adamInPlace(u.target(), u.state(MEAN), u.state(SQUARE), u.gradient(), step);
    }
  }

  private void amsgrad(Update u, double rate, double rootScale) {
    TensorOps ops = u.ops();
    Tensor mean = u.average(MEAN, beta1, u.gradient());
    Tensor square = u.average(SQUARE, beta2, ops.mul(u.gradient(), u.gradient()));
    Tensor largest = u.state(LARGEST);
    ops.updateInPlace(largest, 0, 1, ops.select(ops.sub(square, largest), square, largest));
    Tensor root = ops.addScalar(ops.scale(ops.sqrt(largest), rootScale), epsilon);
    u.descend(rate, ops.div(mean, root));
  }
}
