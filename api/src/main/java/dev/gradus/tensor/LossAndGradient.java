package dev.gradus.tensor;

/**
 * The value of a loss over a batch, with its gradient.
 *
 * @param loss the loss, averaged as the operation says
 * @param gradient ∂loss/∂prediction, of the prediction's shape
 */
public record LossAndGradient(double loss, Tensor gradient) {}
