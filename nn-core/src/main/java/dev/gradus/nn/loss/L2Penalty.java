package dev.gradus.nn.loss;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collection;
import java.util.LinkedHashSet;

/**
 * The penalty λ/2 · Σ w² over weights, never over biases; its gradient is λ·w. A weight that two
 * layers share counts once. Thread-safe.
 */
public final class L2Penalty {
  private final TensorOps ops;
  private final double lambda;

  /**
   * The penalty.
   *
   * @param ops what computes
   * @param lambda λ, at least 0; 0 costs nothing
   * @throws IllegalArgumentException if λ is negative or not finite
   */
  public L2Penalty(TensorOps ops, double lambda) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException("l2: expected a finite λ of at least 0, got " + lambda);
    }
    this.ops = ops;
    this.lambda = lambda;
  }

  /**
   * λ/2 · Σ w².
   *
   * @param parameters weights and biases; biases are passed over
   * @return the penalty
   */
  public double value(Collection<Parameter> parameters) {
    double sum = 0;
    if (lambda != 0) {
      for (Parameter parameter : new LinkedHashSet<>(parameters)) {
        if (parameter.decays()) {
          sum += ops.sum(ops.mul(parameter.value(), parameter.value()));
        }
      }
    }
    return lambda / 2 * sum;
  }

  /**
   * Adds λ·w to the gradient of every weight.
   *
   * @param parameters weights and biases; biases are passed over
   * @param gradients added to
   */
  public void addGradients(Collection<Parameter> parameters, Gradients gradients) {
    if (lambda != 0) {
      for (Parameter parameter : new LinkedHashSet<>(parameters)) {
        if (parameter.decays()) {
          Tensor gradient = ops.scale(parameter.value(), lambda);
          gradients.add(parameter, gradient);
        }
      }
    }
  }
}
