package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collection;

/**
 * Gradient descent with momentum, v ← μ·v + ∂L/∂w and w ← w − η·v, with v starting at zero.
 *
 * <p>Source: Polyak, Some Methods of Speeding up the Convergence of Iteration Methods (1964), in
 * the form that PyTorch uses.
 */
public final class Momentum implements Optimizer {
  private final TensorOps ops;
  private final double learningRate;
  private final double momentum;
  private final PerParameter<Tensor> velocities;

  /**
   * Gradient descent with momentum. Make it outside the scope of a step: the velocities it
   * allocates must live as long as the training.
   *
   * @param ops what computes
   * @param parameters those that will be updated
   * @param learningRate η, above 0
   * @param momentum μ, from 0 to below 1, commonly 0.9
   * @throws IllegalArgumentException if η or μ is out of range
   */
  public Momentum(
      TensorOps ops, Collection<Parameter> parameters, double learningRate, double momentum) {
    this.ops = ops;
    this.learningRate = Hyperparameters.positive("learning rate", learningRate);
    this.momentum = Hyperparameters.fraction("momentum", momentum);
    this.velocities =
        new PerParameter<>("momentum", parameters, p -> ops.full(p.value().shape(), 0));
  }

  @Override
  public void step(Gradients gradients) {
    gradients.asMap().forEach(this::step);
  }

  private void step(Parameter parameter, Tensor gradient) {
    Tensor velocity = velocities.of(parameter);
    ops.momentumInPlace(parameter.value(), velocity, gradient, momentum, learningRate);
  }
}
