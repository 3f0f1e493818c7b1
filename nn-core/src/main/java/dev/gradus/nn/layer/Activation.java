package dev.gradus.nn.layer;

import dev.gradus.tensor.TensorOps;
import java.util.function.Function;

/** The activations that a perceptron can have between its affine layers. */
public enum Activation {
  /** max(x, 0). */
  RELU(Relu::new),
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID(Sigmoid::new),
  /** tanh x. */
  TANH(Tanh::new);

  private final Function<TensorOps, Layer> constructor;

  Activation(Function<TensorOps, Layer> constructor) {
    this.constructor = constructor;
  }

  /**
   * A layer of this activation.
   *
   * @param ops what computes
   * @return a new layer
   */
  public Layer layer(TensorOps ops) {
    return constructor.apply(ops);
  }
}
