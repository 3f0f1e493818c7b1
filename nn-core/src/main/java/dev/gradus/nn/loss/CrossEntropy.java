package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Cross-entropy on probabilities {@code [m, n]}: −1/m · Σ t·ln(p + ε), with the gradient −t / (p +
 * ε) / m. The ε keeps the logarithm finite at p = 0. To train a classifier, {@link
 * SoftmaxCrossEntropy} on logits loses no digits and needs no ε.
 *
 * <p>Source: Bishop, Pattern Recognition and Machine Learning (2006), section 5.2.
 */
public final class CrossEntropy implements Loss {
  /** The customary ε. */
  public static final double DEFAULT_EPSILON = 1e-7;

  private final TensorOps ops;
  private final double epsilon;

  /**
   * With ε = 1e-7.
   *
   * @param ops what computes
   */
  public CrossEntropy(TensorOps ops) {
    this(ops, DEFAULT_EPSILON);
  }

  /**
   * With another ε.
   *
   * @param ops what computes
   * @param epsilon added inside the logarithm
   */
  public CrossEntropy(TensorOps ops, double epsilon) {
    this.ops = ops;
    this.epsilon = epsilon;
  }

  @Override
  public LossAndGradient evaluate(Tensor probabilities, Target target) {
    Tensor t = target.asValues("CrossEntropy", ops, probabilities.shape());
    int m = probabilities.shape().rows();
    Tensor p = ops.addScalar(probabilities, epsilon);
    double loss = -ops.sum(ops.mul(t, ops.log(p))) / m;
    return new LossAndGradient(loss, ops.scale(ops.div(t, p), -1.0 / m));
  }
}
