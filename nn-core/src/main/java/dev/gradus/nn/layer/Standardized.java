package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.function.UnaryOperator;

/**
 * Numbers less their mean, over their standard deviation, along one axis of a matrix: x̂ = (x −
 * mean) / √(variance + ε). The variance is the mean of the squared differences from the mean, taken
 * in a second pass, because a difference of two large means would lose its digits.
 *
 * @param mean of each row or column
 * @param variance of each row or column, the biased one
 * @param deviation √(variance + ε)
 * @param values x̂, of x's shape
 */
record Standardized(Tensor mean, Tensor variance, Tensor deviation, Tensor values) {
  /** With means that are taken by this function, and broadcast back onto x. */
  static Standardized of(TensorOps ops, Tensor x, double epsilon, UnaryOperator<Tensor> means) {
    Tensor mean = means.apply(x);
    Tensor difference = ops.sub(x, mean);
    Tensor variance = means.apply(ops.mul(difference, difference));
    Tensor deviation = ops.sqrt(ops.addScalar(variance, epsilon));
    return new Standardized(mean, variance, deviation, ops.div(difference, deviation));
  }

  /** dx = (g − mean g − x̂·mean(g·x̂)) / √(variance + ε), where g = ∂loss/∂x̂. */
  Tensor pullback(TensorOps ops, Tensor g, UnaryOperator<Tensor> means) {
    Tensor along = ops.mul(values, means.apply(ops.mul(g, values)));
    return ops.div(ops.sub(ops.sub(g, means.apply(g)), along), deviation);
  }
}
