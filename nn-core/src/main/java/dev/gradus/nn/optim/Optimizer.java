package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Gradients;

/** A rule that turns gradients into updates of parameters, in place. For one thread. */
public interface Optimizer {
  /**
   * Updates every parameter that has a gradient.
   *
   * @param gradients of one step; not modified
   */
  void step(Gradients gradients);
}
