package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The Kullback-Leibler divergence of predicted log-probabilities x {@code [m, n]}, such as {@link
 * dev.gradus.nn.layer.LogSoftmax} gives, from probabilities t: 1/m · Σ t·(ln t − x), with the
 * gradient −t / m. A t of 0 adds 0. Thread-safe.
 *
 * <pre>{@code
 * double loss = new KullbackLeibler(ops).value(logProbabilities, Target.values(probabilities));
 * }</pre>
 *
 * <p>Source: Kullback and Leibler, On Information and Sufficiency (1951).
 */
public final class KullbackLeibler implements Loss {
  private final TensorOps ops;

  /**
   * The loss.
   *
   * @param ops what computes
   */
  public KullbackLeibler(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public LossAndGradient evaluate(Tensor logProbabilities, Target target) {
    Shape shape = logProbabilities.shape();
    Tensor t = target.asValues("KullbackLeibler", ops, shape);
    Tensor elements = ops.mul(t, ops.sub(ops.log(t), logProbabilities));
    Tensor counted = ops.select(t, elements, ops.full(Shape.scalar(), 0)); // 0·ln 0 is no NaN
    int m = shape.rows();
    return new LossAndGradient(ops.sum(counted) / m, ops.scale(t, -1.0 / m));
  }
}
