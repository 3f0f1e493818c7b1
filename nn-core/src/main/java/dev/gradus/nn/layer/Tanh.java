package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The hyperbolic tangent y = tanh x, for any shape; dx = dy·(1 − y²). Thread-safe.
 *
 * <p>Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.3.2.
 */
public final class Tanh implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public Tanh(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor y = ops.tanh(x);
    return new Pass(y, (dy, gradients, wantDx) -> wantDx ? ops.tanhGrad(y, dy) : null);
  }

  @Override
  public String toString() {
    return "Tanh";
  }
}
