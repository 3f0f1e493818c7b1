package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The leaky rectifier y = x where x &gt; 0, else slope·x, for any shape; dx = dy where x &gt; 0,
 * else slope·dy, at 0 too. Thread-safe.
 *
 * <p>Source: Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models
 * (2013).
 */
public final class LeakyRelu implements Layer {
  /** The customary slope. */
  public static final double DEFAULT_SLOPE = 0.01;

  private final TensorOps ops;
  private final double slope;

  /**
   * With slope 0.01.
   *
   * @param ops what computes
   */
  public LeakyRelu(TensorOps ops) {
    this(ops, DEFAULT_SLOPE);
  }

  /**
   * With another slope.
   *
   * @param ops what computes
   * @param slope of the negative side
   * @throws IllegalArgumentException if the slope is not finite
   */
  public LeakyRelu(TensorOps ops, double slope) {
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException("LeakyReLU: expected a finite slope, got " + slope);
    }
    this.ops = ops;
    this.slope = slope;
  }

  /**
   * The slope of the negative side.
   *
   * @return as given
   */
  public double slope() {
    return slope;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    return new Pass(leaking(x, x), (dy, gradients, wantDx) -> wantDx ? leaking(x, dy) : null);
  }

  /** A tensor where x is positive, and a part of it elsewhere. */
  private Tensor leaking(Tensor x, Tensor a) {
    return ops.select(x, a, ops.scale(a, slope));
  }

  @Override
  public long activationPattern(Tensor x) {
    return new Relu(ops).activationPattern(x);
  }

  @Override
  public String toString() {
    return "LeakyReLU " + slope;
  }
}
