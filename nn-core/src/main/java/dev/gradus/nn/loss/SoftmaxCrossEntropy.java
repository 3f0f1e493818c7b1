package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Softmax and cross-entropy in one, on logits {@code [m, n]}: −1/m · Σ over samples of Σ t·ln
 * softmax(x), with the gradient (softmax(x) − t) / m. Fused, so that neither the exponential nor
 * the logarithm overflows. Takes labels or one-hot rows.
 *
 * <pre>{@code
 * LossAndGradient l = new SoftmaxCrossEntropy(ops).evaluate(logits, Target.labels(3, 1));
 * }</pre>
 */
public final class SoftmaxCrossEntropy implements Loss {
  private final TensorOps ops;

  /**
   * The loss.
   *
   * @param ops what computes
   */
  public SoftmaxCrossEntropy(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public LossAndGradient evaluate(Tensor logits, Target target) {
    if (target instanceof Target.Labels labels) {
      return ops.softmaxCrossEntropy(logits, labels.classes());
    }
    return ops.softmaxCrossEntropy(logits, ((Target.Values) target).tensor());
  }
}
