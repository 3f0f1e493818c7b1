package dev.gradus.nn.loss;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Tensor;

/**
 * How far predictions are from their targets, with the gradient. Implementations are thread-safe.
 */
public interface Loss {
  /**
   * The loss and its gradient.
   *
   * @param prediction what the network gave; not modified
   * @param target what it should have given
   * @return the loss, and ∂loss/∂prediction
   * @throws IllegalArgumentException if the target does not fit the prediction
   */
  LossAndGradient evaluate(Tensor prediction, Target target);

  /**
   * The loss alone.
   *
   * @param prediction what the network gave; not modified
   * @param target what it should have given
   * @return the loss
   */
  default double value(Tensor prediction, Target target) {
    return evaluate(prediction, target).loss();
  }

  /**
   * How much a batch counts in a mean over several: what its loss was divided by, up to a factor
   * that is the same for all batches. So the mean of batches is the loss of all their samples at
   * once.
   *
   * @param target what the batch's predictions are compared with
   * @return the number of its samples, unless the loss weighs them; at least 0
   */
  default double weight(Target target) {
    return target.samples();
  }

  /**
   * A fingerprint of which side of its kinks each element of the loss is on, as {@link
   * dev.gradus.nn.layer.Layer#activationPattern} is for layers: gradient checks need it.
   *
   * @param prediction what the network gave; not modified
   * @param target what it should have given
   * @return any number; 0 for a loss without kinks
   */
  default long kinkPattern(Tensor prediction, Target target) {
    return 0;
  }

  /**
   * Where a single output tells two classes apart: above this, it stands for class 1.
   *
   * @return 0.5, halfway between the values 0 and 1 that labels become; losses of scores and logits
   *     return 0
   */
  default double threshold() {
    return 0.5;
  }
}
