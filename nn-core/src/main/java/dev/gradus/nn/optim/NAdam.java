package dev.gradus.nn.optim;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/**
 * NAdam: Adam that looks ahead as Nesterov's momentum does. With g = ∂L/∂w in step t = 1, 2, …,
 * both means starting at zero, and μₜ = β₁·(1 − ½·0.96^(t·ψ)),
 *
 * <pre>
 * m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 * w ← w − η·( (1 − μₜ)·g / (1 − Πᵢ₌₁ᵗ μᵢ) + μₜ₊₁·m / (1 − Πᵢ₌₁ᵗ⁺¹ μᵢ) ) / (√(v/(1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>Source: Dozat, Incorporating Nesterov Momentum into Adam (2016), in the form that PyTorch
 * uses.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, the share of the mean that stays, from 0 to below 1
 * @param beta2 β₂, the share of the mean square that stays, from 0 to below 1
 * @param epsilon ε, above 0
 * @param momentumDecay ψ, at least 0
 */
public record NAdam(
    double learningRate, double beta1, double beta2, double epsilon, double momentumDecay)
    implements UpdateRule {
  private static final String MEAN = "mean";
  private static final String SQUARE = "square";
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double MOMENTUM_DECAY = 0.004;
  private static final double BASE = 0.96;

  /** Below it a product of μ is nothing beside 1. */
  private static final double NEGLIGIBLE = 0x1p-60;

  /**
   * NAdam.
   *
   * @param learningRate η, above 0
   * @param beta1 β₁, the share of the mean that stays, from 0 to below 1
   * @param beta2 β₂, the share of the mean square that stays, from 0 to below 1
   * @param epsilon ε, above 0
   * @param momentumDecay ψ, at least 0
   * @throws IllegalArgumentException if one of them is out of range
   */
  public NAdam {
    Hyperparameters.positive("learning rate", learningRate);
    Hyperparameters.fraction("beta1", beta1);
    Hyperparameters.fraction("beta2", beta2);
    Hyperparameters.positive("epsilon", epsilon);
    Hyperparameters.notNegative("momentum decay", momentumDecay);
  }

  /**
   * NAdam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ and ψ = 0.004.
   *
   * @param learningRate η, above 0, commonly 0.002
   * @throws IllegalArgumentException if η is not a finite number above 0
   */
  public NAdam(double learningRate) {
    this(learningRate, BETA_1, BETA_2, EPSILON, MOMENTUM_DECAY);
  }

  @Override
  public List<String> stateNames() {
    return List.of(MEAN, SQUARE);
  }

  @Override
  public void apply(Update u) {
    TensorOps ops = u.ops();
    Tensor g = u.gradient();
    Tensor mean = u.average(MEAN, beta1, g);
    Tensor square = u.average(SQUARE, beta2, ops.mul(g, g));
    double rootScale = 1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) u.step()));
    Tensor root = ops.addScalar(ops.scale(ops.sqrt(square), rootScale), epsilon);
    double product = product(u.step());
    double next = mu(decay(u.step() + 1));
    double ofGradient = (1 - mu(decay(u.step()))) / (1 - product);
    double ofMean = next / (1 - product * next);
    Tensor ahead = ops.add(ops.scale(g, ofGradient), ops.scale(mean, ofMean));
    u.descend(u.rate(), ops.div(ahead, root));
  }

  private double mu(double decay) {
    return beta1 * (1 - decay / 2);
  }

  private double decay(long step) {
    return StrictMath.pow(BASE, step * momentumDecay);
  }

  /**
   * μ₁ · … · μₜ, of the step alone: nothing to save, and for β₁ = 0.9 never more than some 400
   * multiplications.
   */
  private double product(long step) {
    double ratio = decay(1);
    double decay = 1;
    double product = 1;
    for (long i = 1; i <= step && product > NEGLIGIBLE; i++) {
      decay *= ratio;
      product *= mu(decay);
    }
    return product;
  }
}
