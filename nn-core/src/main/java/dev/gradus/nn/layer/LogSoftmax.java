package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The logarithm of the softmax of each row, y = x − ln Σ eˣ, for {@code [m, n]}; dx = dy − eʸ·Σ dy.
 * It is what {@link dev.gradus.nn.loss.KullbackLeibler} takes. Thread-safe.
 *
 * <p>Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3.
 */
public final class LogSoftmax implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public LogSoftmax(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor y = ops.logSoftmax(x);
    return new Pass(
        y,
        (dy, gradients, wantDx) ->
            wantDx ? ops.sub(dy, ops.mul(ops.exp(y), ops.rowSums(dy))) : null);
  }

  @Override
  public String toString() {
    return "LogSoftmax";
  }
}
