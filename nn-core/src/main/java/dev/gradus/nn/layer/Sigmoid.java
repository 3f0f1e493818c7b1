package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The logistic function y = 1 / (1 + e⁻ˣ), for any shape; dx = dy·y·(1 − y). Thread-safe.
 *
 * <p>Source: Goodfellow, Bengio and Courville, Deep Learning (2016), sections 3.10 and 6.3.2.
 */
public final class Sigmoid implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public Sigmoid(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor y = ops.sigmoid(x);
    return new Pass(y, (dy, gradients, wantDx) -> wantDx ? ops.sigmoidGrad(y, dy) : null);
  }

  @Override
  public String toString() {
    return "Sigmoid";
  }
}
