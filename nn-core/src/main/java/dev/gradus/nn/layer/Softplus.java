package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The smooth rectifier y = ln(1 + eˣ), for any shape, computed as max(x, 0) + ln(1 + e^(−|x|)),
 * which no x overflows; dx = dy·σ(x). Thread-safe.
 *
 * <p>Source: Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating Second-Order Functional
 * Knowledge for Better Option Pricing (2001).
 */
public final class Softplus implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public Softplus(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor positive = ops.max(x, 0);
    Tensor magnitude = ops.add(positive, ops.max(ops.scale(x, -1), 0));
    Tensor y = ops.add(positive, ops.log1p(ops.exp(ops.scale(magnitude, -1))));
    return new Pass(y, (dy, gradients, wantDx) -> wantDx ? ops.mul(dy, ops.sigmoid(x)) : null);
  }

  @Override
  public String toString() {
    return "Softplus";
  }
}
