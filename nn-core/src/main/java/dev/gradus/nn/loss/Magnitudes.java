package dev.gradus.nn.loss;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/** |a|, and the gradient of a multiple of it. */
final class Magnitudes {
  private Magnitudes() {}

  static Tensor of(TensorOps ops, Tensor a) {
    return ops.add(ops.max(a, 0), ops.max(ops.scale(a, -1), 0));
  }

  /** c·sign(a): c where a is positive, −c where it is negative, 0 at 0. */
  static Tensor gradient(TensorOps ops, Tensor a, double c) {
    Tensor zero = ops.full(Shape.scalar(), 0);
    Tensor ofNegative = ops.select(ops.scale(a, -1), ops.full(a.shape(), -c), zero);
    return ops.select(a, ops.full(a.shape(), c), ofNegative);
  }
}
