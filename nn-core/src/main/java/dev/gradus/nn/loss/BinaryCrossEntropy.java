package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Binary cross-entropy on probabilities p of any shape: the mean over all elements of −(t·ln p + (1
 * − t)·ln(1 − p)), with the gradient (p − t) / (p·(1 − p)) / n. The logarithms are held at −100 and
 * the denominator at 1e-12, so that p = 0 and p = 1 stay finite. Where p comes from a sigmoid,
 * {@link BinaryCrossEntropyWithLogits} loses no digits.
 *
 * <p>Source: Bishop, Pattern Recognition and Machine Learning (2006), section 5.2; the limits are
 * PyTorch's.
 */
public final class BinaryCrossEntropy implements Loss {
  private static final double LEAST_LOGARITHM = -100;
  private static final double LEAST_DENOMINATOR = 1e-12;

  private final TensorOps ops;

  /**
   * The loss.
   *
   * @param ops what computes
   */
  public BinaryCrossEntropy(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public LossAndGradient evaluate(Tensor probabilities, Target target) {
    Shape shape = probabilities.shape();
    Tensor t = target.asValues("BinaryCrossEntropy", ops, shape);
    Tensor complement = ops.addScalar(ops.scale(probabilities, -1), 1);
    Tensor tComplement = ops.addScalar(ops.scale(t, -1), 1);
    Tensor ofOnes = ops.mul(t, ops.max(ops.log(probabilities), LEAST_LOGARITHM));
    Tensor ofZeros = ops.mul(tComplement, ops.max(ops.log(complement), LEAST_LOGARITHM));
    double loss = -ops.sum(ops.add(ofOnes, ofZeros)) / shape.size();
    Tensor denominator = ops.max(ops.mul(probabilities, complement), LEAST_DENOMINATOR);
    Tensor gradient = ops.div(ops.sub(probabilities, t), denominator);
    return new LossAndGradient(loss, ops.scale(gradient, 1.0 / shape.size()));
  }
}
