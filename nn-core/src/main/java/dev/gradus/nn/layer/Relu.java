package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The rectifier y = max(x, 0), for any shape; its derivative at 0 is taken as 0. Thread-safe.
 *
 * <p>Source: Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines (2010).
 */
public final class Relu implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public Relu(TensorOps ops) {
    this.ops = ops;
  }

  boolean computesWith(TensorOps others) {
    return ops == others;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Tensor y = ops.relu(x);
    return new Pass(y, (dy, gradients, wantDx) -> wantDx ? ops.reluGrad(y, dy) : null);
  }

  @Override
  public long activationPattern(Tensor x) {
    long pattern = 1;
    for (double value : ops.doubles(x)) {
      pattern = 31 * pattern + (value > 0 ? 1 : 0);
    }
    return pattern;
  }

  @Override
  public String toString() {
    return "ReLU";
  }
}
