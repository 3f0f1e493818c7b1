package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradients of one backward pass, by parameter. A parameter that is used twice gets the sum.
 * For one thread.
 */
public final class Gradients {
  private final TensorOps ops;
  private final Map<Parameter, Tensor> sums = new LinkedHashMap<>();

  /**
   * No gradients yet.
   *
   * @param ops what adds them
   */
  public Gradients(TensorOps ops) {
    this.ops = ops;
  }

  /**
   * Adds to the gradient of a parameter.
   *
   * @param parameter the parameter
   * @param gradient of the parameter's shape; not modified
   * @throws IllegalArgumentException if the shapes differ
   */
  public void add(Parameter parameter, Tensor gradient) {
    if (!gradient.shape().equals(parameter.value().shape())) {
      throw new IllegalArgumentException(
          "gradient: expected the parameter's shape %s, got %s"
              .formatted(parameter.value().shape(), gradient.shape()));
    }
    sums.merge(parameter, gradient, ops::add);
  }

  /**
   * The gradient of a parameter.
   *
   * @param parameter a parameter
   * @return its gradient
   * @throws IllegalArgumentException if none was added
   */
  public Tensor of(Parameter parameter) {
    Tensor gradient = sums.get(parameter);
    if (gradient == null) {
      throw new IllegalArgumentException(
          "gradient: none for this " + parameter + "; it took no part in the pass");
    }
    return gradient;
  }

  /**
   * All gradients, in the order in which the backward pass first met the parameters.
   *
   * @return a read-only view
   */
  public Map<Parameter, Tensor> asMap() {
    return Collections.unmodifiableMap(sums);
  }
}
