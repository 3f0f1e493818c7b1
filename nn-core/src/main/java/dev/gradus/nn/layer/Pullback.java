package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;

/** The way back through one forward pass. */
@FunctionalInterface
public interface Pullback {
  /**
   * Adds the gradients of the layer's parameters, and carries the gradient on to its input.
   *
   * @param dy ∂loss/∂output, of the output's shape; not modified
   * @param gradients where parameter gradients are added
   * @param wantDx whether the input's gradient is wanted
   * @return ∂loss/∂input, or null where it is not wanted
   */
  Tensor apply(Tensor dy, Gradients gradients, boolean wantDx);
}
