package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The exponential linear unit y = x where x &gt; 0, else α·(eˣ − 1), for any shape; dx = dy where x
 * &gt; 0, else dy·α·eˣ. Thread-safe.
 *
 * <p>Source: Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by
 * Exponential Linear Units (2016).
 */
public final class Elu implements Layer {
  private final TensorOps ops;
  private final double alpha;

  /**
   * With α = 1, where the derivative is continuous.
   *
   * @param ops what computes
   */
  public Elu(TensorOps ops) {
    this(ops, 1);
  }

  /**
   * With another α.
   *
   * @param ops what computes
   * @param alpha minus the value that y approaches as x falls
   * @throws IllegalArgumentException if α is not finite
   */
  public Elu(TensorOps ops, double alpha) {
    if (!Double.isFinite(alpha)) {
      throw new IllegalArgumentException("ELU: expected a finite α, got " + alpha);
    }
    this.ops = ops;
    this.alpha = alpha;
  }

  /**
   * Minus the value that y approaches as x falls.
   *
   * @return α, as given
   */
  public double alpha() {
    return alpha;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor y = ops.select(x, x, ops.scale(ops.expm1(x), alpha));
    return new Pass(
        y,
        (dy, gradients, wantDx) ->
            // α·eˣ and not y + α, which loses its digits where y is nearly −α.
            wantDx ? ops.select(x, dy, ops.mul(dy, ops.scale(ops.exp(x), alpha))) : null);
  }

  /** The second derivative jumps at 0, which a difference quotient notices. */
  @Override
  public long activationPattern(Tensor x) {
    return new Relu(ops).activationPattern(x);
  }

  @Override
  public String toString() {
    return "ELU " + alpha;
  }
}
