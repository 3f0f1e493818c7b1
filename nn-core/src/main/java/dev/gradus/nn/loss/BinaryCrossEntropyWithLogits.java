package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Sigmoid and binary cross-entropy in one, on logits x of any shape: the mean over all elements of
 * max(x, 0) − x·t + ln(1 + e^(−|x|)), with the gradient (σ(x) − t) / n. No logit overflows it.
 *
 * <p>Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.2.
 */
public final class BinaryCrossEntropyWithLogits implements Loss {
  private final TensorOps ops;

  /**
   * The loss.
   *
   * @param ops what computes
   */
  public BinaryCrossEntropyWithLogits(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public LossAndGradient evaluate(Tensor logits, Target target) {
    Shape shape = logits.shape();
    Tensor t = target.asValues("BinaryCrossEntropyWithLogits", ops, shape);
    Tensor positive = ops.max(logits, 0);
    Tensor negative = ops.max(ops.scale(logits, -1), 0);
    Tensor minusMagnitude = ops.scale(ops.add(positive, negative), -1);
    Tensor tail = ops.log1p(ops.exp(minusMagnitude));
    Tensor elements = ops.add(ops.sub(positive, ops.mul(logits, t)), tail);
    Tensor gradient = ops.scale(ops.sub(ops.sigmoid(logits), t), 1.0 / shape.size());
    return new LossAndGradient(ops.sum(elements) / shape.size(), gradient);
  }

  /** A logit of 0 is the probability ½. */
  @Override
  public double threshold() {
    return 0;
  }
}
