package dev.gradus.nn.loss;

import dev.gradus.nn.layer.Relu;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The L1 loss: the mean of |y − t| over all n elements, of any shape, with the gradient sign(y − t)
 * / n, 0 where y = t. Outliers weigh less in it than in {@link MeanSquaredError}. Thread-safe.
 *
 * <pre>{@code
 * double loss = new MeanAbsoluteError(ops).value(prediction, Target.values(t));
 * }</pre>
 *
 * <p>Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.1.2.
 */
public final class MeanAbsoluteError implements Loss {
  private final TensorOps ops;

  /**
   * The loss.
   *
   * @param ops what computes
   */
  public MeanAbsoluteError(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public LossAndGradient evaluate(Tensor prediction, Target target) {
    Tensor difference = difference(prediction, target);
    int n = prediction.shape().size();
    double loss = ops.sum(Magnitudes.of(ops, difference)) / n;
    return new LossAndGradient(loss, Magnitudes.gradient(ops, difference, 1.0 / n));
  }

  private Tensor difference(Tensor prediction, Target target) {
    Shape shape = prediction.shape();
    return ops.sub(prediction, target.asValues("MeanAbsoluteError", ops, shape));
  }

  @Override
  public long kinkPattern(Tensor prediction, Target target) {
    return new Relu(ops).activationPattern(difference(prediction, target));
  }
}
