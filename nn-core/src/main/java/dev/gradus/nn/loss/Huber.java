package dev.gradus.nn.loss;

import dev.gradus.nn.layer.Relu;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The Huber loss: with d = y − t, the mean over all n elements, of any shape, of ½·d² where |d| ≤
 * δ, else δ·(|d| − ½·δ). So it is squared for small errors and absolute for large ones. With c,
 * which is d held between −δ and δ, an element is c·(d − ½·c), and its gradient c / n. Thread-safe.
 *
 * <pre>{@code
 * double loss = new Huber(ops, 1).value(prediction, Target.values(t));
 * }</pre>
 *
 * <p>Source: Huber, Robust Estimation of a Location Parameter (1964).
 */
public final class Huber implements Loss {
  private final TensorOps ops;
  private final double delta;

  /**
   * The loss.
   *
   * @param ops what computes
   * @param delta δ, where it turns from squared to absolute; above 0
   * @throws IllegalArgumentException if δ is not a finite number above 0
   */
  public Huber(TensorOps ops, double delta) {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException("Huber: expected a finite δ above 0, got " + delta);
    }
    this.ops = ops;
    this.delta = delta;
  }

  @Override
  public LossAndGradient evaluate(Tensor prediction, Target target) {
    Tensor difference = difference(prediction, target);
    Tensor above = ops.max(difference, -delta);
    Tensor held = ops.scale(ops.max(ops.scale(above, -1), -delta), -1);
    Tensor elements = ops.mul(held, ops.sub(difference, ops.scale(held, 0.5)));
    int n = prediction.shape().size();
    return new LossAndGradient(ops.sum(elements) / n, ops.scale(held, 1.0 / n));
  }

  private Tensor difference(Tensor prediction, Target target) {
    Shape shape = prediction.shape();
    return ops.sub(prediction, target.asValues("Huber", ops, shape));
  }

  /** The second derivative jumps at −δ and δ, which a difference quotient notices. */
  @Override
  public long kinkPattern(Tensor prediction, Target target) {
    Tensor difference = difference(prediction, target);
    Relu sides = new Relu(ops);
    long below = sides.activationPattern(ops.addScalar(difference, -delta));
    return 31 * below + sides.activationPattern(ops.addScalar(difference, delta));
  }
}
