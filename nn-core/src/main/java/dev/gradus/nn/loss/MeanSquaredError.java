package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Squared error, in either of its conventions.
 *
 * <pre>{@code
 * Loss loss = new MeanSquaredError(ops, MeanSquaredError.Convention.HALF_SUM);
 * }</pre>
 *
 * <p>Source: Bishop, Pattern Recognition and Machine Learning (2006), section 5.2.
 */
public final class MeanSquaredError implements Loss {
  /** What the squares are divided by. */
  public enum Convention {
    /**
     * ½·Σ(y − t)² of each sample, averaged over the samples: the notes' form, whose gradient for
     * one sample is y − t.
     */
    HALF_SUM,
    /** The mean of (y − t)² over all elements: the frameworks' form. */
    MEAN
  }

  private final TensorOps ops;
  private final Convention convention;

  /**
   * The loss.
   *
   * @param ops what computes
   * @param convention what the squares are divided by
   */
  public MeanSquaredError(TensorOps ops, Convention convention) {
    this.ops = ops;
    this.convention = convention;
  }

  @Override
  public LossAndGradient evaluate(Tensor prediction, Target target) {
    Shape shape = prediction.shape();
    Tensor t = target.asValues("MeanSquaredError", ops, shape);
    Tensor difference = ops.sub(prediction, t);
    double factor =
        switch (convention) {
          case HALF_SUM -> 0.5 / shape.rows();
          case MEAN -> 1.0 / shape.size();
        };
    double loss = factor * ops.sum(ops.mul(difference, difference));
    return new LossAndGradient(loss, ops.scale(difference, 2 * factor));
  }
}
