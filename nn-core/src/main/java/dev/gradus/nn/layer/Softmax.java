package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The softmax of each row, y = eˣ / Σ eˣ, for {@code [m, n]}; dx = y·(dy − Σ dy·y). To train a
 * classifier, use {@link dev.gradus.nn.loss.SoftmaxCrossEntropy} on the logits instead.
 * Thread-safe.
 *
 * <p>Source: Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs,
 * with Relationships to Statistical Pattern Recognition (1990).
 */
public final class Softmax implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public Softmax(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor y = ops.softmax(x);
    return new Pass(y, (dy, gradients, wantDx) -> wantDx ? ops.softmaxGrad(y, dy) : null);
  }

  @Override
  public String toString() {
    return "Softmax";
  }
}
