package dev.gradus.nn.layer;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/** Lays each sample out as one row: {@code [m, …]} to {@code [m, n]}. Thread-safe. */
public final class Flatten implements Layer {
  private final TensorOps ops;

  /**
   * The layer.
   *
   * @param ops what computes
   */
  public Flatten(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Shape shape = x.shape();
    if (shape.rank() == 0) {
      throw new IllegalArgumentException("Flatten: expected samples [m, …], got []");
    }
    int samples = shape.extent(0);
    Tensor y = ops.reshape(x, Shape.of(samples, shape.size() / samples));
    return new Pass(y, (dy, gradients, wantDx) -> wantDx ? ops.reshape(dy, shape) : null);
  }

  @Override
  public String toString() {
    return "Flatten";
  }
}
