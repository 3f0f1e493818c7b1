package dev.gradus.nn.layer;

import dev.gradus.tensor.TensorOps;

/** The activations that a perceptron can have between its affine layers. */
public enum Activation {
  /** max(x, 0). */
  RELU,
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID,
  /** tanh x. */
  TANH;

  /**
   * A layer of this activation.
   *
   * @param ops what computes
   * @return a new layer
   */
  public Layer layer(TensorOps ops) {
    return switch (this) {
      case RELU -> new Relu(ops);
      case SIGMOID -> new Sigmoid(ops);
      case TANH -> new Tanh(ops);
    };
  }
}
