package dev.gradus.nn.loss;

import dev.gradus.nn.layer.Relu;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The hinge loss of scores y of any shape: the mean over all n elements of max(0, 1 − t·y), t being
 * 1 or −1, with the gradient −t / n where 1 − t·y &gt; 0, else 0. It is that of support-vector
 * machines: what lies beyond the margin costs nothing.
 *
 * <p>Labels become 1 for the class and −1 for all others (each class against the rest), for a
 * single output 1 for the label 1 and −1 for 0; values are taken as they are. Thread-safe.
 *
 * <pre>{@code
 * double loss = new Hinge(ops).value(scores, Target.labels(1, 0, 2));
 * }</pre>
 *
 * <p>Source: Cortes and Vapnik, Support-Vector Networks (1995).
 */
public final class Hinge implements Loss {
  private final TensorOps ops;

  /**
   * The loss.
   *
   * @param ops what computes
   */
  public Hinge(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public LossAndGradient evaluate(Tensor scores, Target target) {
    Tensor t = signs(scores.shape(), target);
    Tensor distance = distance(scores, t);
    int n = scores.shape().size();
    Tensor slope = ops.scale(t, -1.0 / n);
    Tensor gradient = ops.select(distance, slope, ops.full(Shape.scalar(), 0));
    return new LossAndGradient(ops.sum(ops.max(distance, 0)) / n, gradient);
  }

  private Tensor signs(Shape shape, Target target) {
    Tensor t = target.asValues("Hinge", ops, shape);
    return target instanceof Target.Labels ? ops.addScalar(ops.scale(t, 2), -1) : t;
  }

  /** From the margin, positive on the wrong side. */
  private Tensor distance(Tensor scores, Tensor t) {
    return ops.addScalar(ops.scale(ops.mul(t, scores), -1), 1);
  }

  @Override
  public long kinkPattern(Tensor scores, Target target) {
    return new Relu(ops).activationPattern(distance(scores, signs(scores.shape(), target)));
  }

  /** Halfway between the signs −1 and 1. */
  @Override
  public double threshold() {
    return 0;
  }
}
