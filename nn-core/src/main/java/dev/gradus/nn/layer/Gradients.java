package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The gradients of one backward pass, by parameter. A parameter that is used twice gets the sum.
 * For one thread.
 */
public final class Gradients {
  private final BinaryOperator<Tensor> add;
  private final Map<String, Parameter> names;
  private final Map<Parameter, Tensor> sums;

  /**
   * No gradients yet.
   *
   * @param ops what adds them
   */
  public Gradients(TensorOps ops) {
    this(ops, Map.of());
  }

  /**
   * No gradients yet, of parameters with names for messages.
   *
   * @param ops what adds them
   * @param names the parameters by name; others may get gradients too
   */
  public Gradients(TensorOps ops, Map<String, Parameter> names) {
    this.add = ops::add;
    this.names = names;
    this.sums = new LinkedHashMap<>(2 * names.size());
  }

  /**
   * Adds to the gradient of a parameter.
   *
   * @param parameter the parameter
   * @param gradient of the parameter's shape; not modified
   * @throws IllegalArgumentException if the gradient is null or has another shape
   */
  public void add(Parameter parameter, Tensor gradient) {
    if (gradient == null || !gradient.shape().equals(parameter.value().shape())) {
      throw new IllegalArgumentException(
          "gradient of %s: expected its shape %s, got %s"
              .formatted(
                  nameOf(parameter),
                  parameter.value().shape(),
                  gradient == null ? "null" : gradient.shape()));
    }
    sums.merge(parameter, gradient, add);
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
          "gradient of %s: there is none; it took no part in the pass"
              .formatted(nameOf(parameter)));
    }
    return gradient;
  }

  private String nameOf(Parameter parameter) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue() == parameter)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("a " + parameter);
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
