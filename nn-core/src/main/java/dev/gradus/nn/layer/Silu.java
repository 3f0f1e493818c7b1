package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The sigmoid linear unit y = x·σ(x), also called swish, for any shape; dx = dy·σ + dy·x·σ·(1 − σ).
 * Thread-safe.
 *
 * <p>Source: Elfwing, Uchibe and Doya, Sigmoid-Weighted Linear Units for Neural Network Function
 * Approximation in Reinforcement Learning (2018).
 */
public final class Silu implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public Silu(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor s = ops.sigmoid(x);
    return new Pass(
        ops.mul(x, s),
        (dy, gradients, wantDx) ->
            wantDx ? ops.add(ops.mul(dy, s), ops.sigmoidGrad(s, ops.mul(dy, x))) : null);
  }

  @Override
  public String toString() {
    return "SiLU";
  }
}
