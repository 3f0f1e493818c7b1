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
