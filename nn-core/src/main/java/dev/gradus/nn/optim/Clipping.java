package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is done to all gradients of a step before the rules see them, against steps that leap. An
 * immutable value.
 *
 * <pre>{@code
 * Optimizer.builder(ops, network.parameters(), new Sgd(0.1)).clipping(Clipping.byGlobalNorm(1))
 * }</pre>
 */
public interface Clipping {
  /**
   * Clips.
   *
   * @param ops what computes
   * @param gradients of one step; not modified
   * @return of the same parameters, in the same order
   */
  Map<Parameter, Tensor> apply(TensorOps ops, Map<Parameter, Tensor> gradients);

  /**
   * Gradients as they are.
   *
   * @return no clipping
   */
  static Clipping none() {
    return (ops, gradients) -> gradients;
  }

  /**
   * Scales all gradients by c/‖g‖ where the norm of all of them together, ‖g‖ = √(Σ g²), is above
   * c; the direction stays. Where the norm is no finite number nothing is clipped, so that the
   * trainer finds the parameter with the damage. PyTorch divides by ‖g‖ + 1e-6 instead of ‖g‖.
   *
   * <p>Source: Pascanu, Mikolov and Bengio, On the Difficulty of Training Recurrent Neural Networks
   * (2013).
   *
   * @param largest c, above 0
   * @return the clipping
   * @throws IllegalArgumentException if c is not a finite number above 0
   */
  static Clipping byGlobalNorm(double largest) {
    Hyperparameters.positive("clipping", largest);
    return (ops, gradients) -> {
      double norm = globalNorm(ops, gradients);
      return norm > largest && Double.isFinite(norm)
          ? each(gradients, g -> ops.scale(g, largest / norm))
          : gradients;
    };
  }

  /**
   * Limits every element to between −c and c.
   *
   * @param largest c, above 0
   * @return the clipping
   * @throws IllegalArgumentException if c is not a finite number above 0
   */
  static Clipping byValue(double largest) {
    Hyperparameters.positive("clipping", largest);
    return (ops, gradients) ->
        each(
            gradients,
            g -> {
              Tensor negated = ops.scale(ops.max(g, -largest), -1);
              return ops.scale(ops.max(negated, -largest), -1);
            });
  }

  /**
   * The norm of all gradients together, √(Σ g²).
   *
   * @param ops what computes
   * @param gradients of one step; not modified
   * @return the norm
   */
  static double globalNorm(TensorOps ops, Map<Parameter, Tensor> gradients) {
    double squares = 0;
    for (Tensor g : gradients.values()) {
      squares += ops.sum(ops.mul(g, g));
    }
    return Math.sqrt(squares);
  }

  private static Map<Parameter, Tensor> each(
      Map<Parameter, Tensor> gradients, UnaryOperator<Tensor> change) {
    Map<Parameter, Tensor> changed = new LinkedHashMap<>();
    gradients.forEach((parameter, gradient) -> changed.put(parameter, change.apply(gradient)));
    return changed;
  }
}
