package dev.gradus.nn.layer;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What follows a normalisation: y = γ·x̂ + β, a factor and a summand for each column. */
final class GainAndBias {
  private final TensorOps ops;
  private final Parameter gain;
  private final Parameter bias;

  GainAndBias(String layer, TensorOps ops, Parameter gain, Parameter bias) {
    Shape shape = gain.value().shape();
    if (shape.rank() != 1 || !shape.equals(bias.value().shape())) {
      throw new IllegalArgumentException(
          "%s: expected a weight and a bias [n], got %s and %s"
              .formatted(layer, shape, bias.value().shape()));
    }
    this.ops = ops;
    this.gain = gain;
    this.bias = bias;
  }

  /** γ = 1 and β = 0. */
  static GainAndBias of(String layer, TensorOps ops, int features) {
    Shape shape = Shape.of(features);
    return new GainAndBias(
        layer, ops, Parameter.gain(ops.full(shape, 1)), Parameter.bias(ops.full(shape, 0)));
  }

  int features() {
    return gain.value().shape().size();
  }

  /** Refuses what is not {@code [m, n]} with n features. */
  void requireFits(String layer, Shape x) {
    if (x.rank() != 2 || x.columns() != features()) {
      throw new IllegalArgumentException(
          "%s: expected [m, %d], got %s".formatted(layer, features(), x));
    }
  }

  Tensor apply(Tensor normalized) {
    return ops.add(ops.mul(normalized, gain.value()), bias.value());
  }

  /** Adds the gradients of γ and β. */
  void addGradients(Tensor dy, Tensor normalized, Gradients gradients) {
    gradients.add(gain, ops.columnSums(ops.mul(dy, normalized))); // dγ = Σ rows of dy·x̂
    gradients.add(bias, ops.columnSums(dy)); // dβ = Σ rows of dy
  }

  /** dx̂ = dy·γ. */
  Tensor pullback(Tensor dy) {
    return ops.mul(dy, gain.value());
  }

  Map<String, Parameter> parameters() {
    Map<String, Parameter> named = new LinkedHashMap<>();
    named.put("weight", gain);
    named.put("bias", bias);
    return Collections.unmodifiableMap(named);
  }
}
