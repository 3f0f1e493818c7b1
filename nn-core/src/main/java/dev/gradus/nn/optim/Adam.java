package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collection;

/**
 * Adam: steps of the size of the learning rate, along the running mean of the gradient over the
 * root of its running square. With g = ∂L/∂w in step t = 1, 2, …, and both means starting at zero,
 *
 * <pre>
 * m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 * w ← w − η·m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <pre>{@code
 * Optimizer adam = new Adam(ops, network.parameters().values(), 1e-3);
 * }</pre>
 *
 * <p>Source: Kingma and Ba, Adam: A Method for Stochastic Optimization (2015); ε stands where
 * PyTorch has it.
 */
public final class Adam implements Optimizer {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final TensorOps ops;
  private final double learningRate;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final PerParameter<Moments> moments;

  /** The running means of one parameter, and the steps that they have seen. */
  private static final class Moments {
    final Tensor mean;
    final Tensor square;
    long steps;

    Moments(Tensor mean, Tensor square) {
      this.mean = mean;
      this.square = square;
    }
  }

  /**
   * Adam with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸. Make it outside the scope of a step: the means it
   * allocates must live as long as the training.
   *
   * @param ops what computes
   * @param parameters those that will be updated
   * @param learningRate η, above 0, commonly 0.001
   * @throws IllegalArgumentException if η is out of range
   */
  public Adam(TensorOps ops, Collection<Parameter> parameters, double learningRate) {
    this(ops, parameters, learningRate, BETA_1, BETA_2, EPSILON);
  }

  /**
   * Adam. Make it outside the scope of a step: the means it allocates must live as long as the
   * training.
   *
   * @param ops what computes
   * @param parameters those that will be updated
   * @param learningRate η, above 0
   * @param beta1 the share of the mean that stays, from 0 to below 1
   * @param beta2 the share of the mean square that stays, from 0 to below 1
   * @param epsilon ε, above 0
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Adam(
      TensorOps ops,
      Collection<Parameter> parameters,
      double learningRate,
      double beta1,
      double beta2,
      double epsilon) {
    this.ops = ops;
    this.learningRate = Hyperparameters.positive("learning rate", learningRate);
    this.beta1 = Hyperparameters.fraction("beta1", beta1);
    this.beta2 = Hyperparameters.fraction("beta2", beta2);
    this.epsilon = Hyperparameters.positive("epsilon", epsilon);
    this.moments =
        new PerParameter<>(
            "adam",
            parameters,
            p -> new Moments(ops.full(p.value().shape(), 0), ops.full(p.value().shape(), 0)));
  }

  @Override
  public void step(Gradients gradients) {
    gradients.asMap().forEach(this::step);
  }

  private void step(Parameter parameter, Tensor gradient) {
    Moments m = moments.of(parameter);
    m.steps++;
    double rate = learningRate / (1 - StrictMath.pow(beta1, (double) m.steps));
    double rootScale = 1 / Math.sqrt(1 - StrictMath.pow(beta2, (double) m.steps));
    AdamStep step = new AdamStep(beta1, beta2, 1, rate, rootScale, epsilon);
    ops.adamInPlace(parameter.value(), m.mean, m.square, gradient, step);
  }
}
