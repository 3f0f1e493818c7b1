package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * The Gaussian error linear unit y = x·Φ(x), with Φ the distribution function of the standard
 * normal, for any shape. Thread-safe.
 *
 * <p>Exact, Φ(x) = ½·(1 + erf(x/√2)), and dx = dy·(Φ(x) + x·φ(x)) with the density φ. In the other
 * form Φ(x) is taken as ½·(1 + tanh u) with u = √(2/π)·(x + 0.044715·x³). It is computed as σ(2u),
 * which is the same number but keeps its digits where x is negative.
 *
 * <pre>{@code
 * Layer gelu = new Gelu(ops, Gelu.Form.TANH);
 * }</pre>
 *
 * <p>Source: Hendrycks and Gimpel, Gaussian Error Linear Units (2016).
 */
public final class Gelu implements Layer {
  /** How Φ is computed. */
  public enum Form {
    /** By the error function. */
    EXACT,
    /** By the hyperbolic tangent, at most 5e-4 off. */
    TANH
  }

  private static final double CUBE = 0.044715;
  private static final double LINEAR = 2 * Math.sqrt(2 / Math.PI);
  private static final double CUBIC = LINEAR * CUBE;

  private final TensorOps ops;
  private final Form form;

  /**
   * The exact form.
   *
   * @param ops what computes
   */
  public Gelu(TensorOps ops) {
    this(ops, Form.EXACT);
  }

  /**
   * In either form.
   *
   * @param ops what computes
   * @param form how Φ is computed
   */
  public Gelu(TensorOps ops, Form form) {
    this.ops = ops;
    this.form = form;
  }

  /**
   * How Φ is computed.
   *
   * @return as given
   */
  public Form form() {
    return form;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    return form == Form.EXACT ? exact(x) : byTanh(x);
  }

  private Pass exact(Tensor x) {
    Tensor phi = ops.scale(ops.addScalar(ops.erf(ops.scale(x, Math.sqrt(0.5))), 1), 0.5);
    return new Pass(
        ops.mul(x, phi),
        (dy, gradients, wantDx) -> {
          if (!wantDx) {
            return null;
          }
          Tensor exponential = ops.exp(ops.scale(ops.mul(x, x), -0.5));
          Tensor density = ops.scale(exponential, 1 / Math.sqrt(2 * Math.PI));
          return ops.mul(dy, ops.add(phi, ops.mul(x, density)));
        });
  }

  private Pass byTanh(Tensor x) {
    Tensor square = ops.mul(x, x);
    Tensor s = ops.sigmoid(ops.mul(x, ops.addScalar(ops.scale(square, CUBIC), LINEAR)));
    return new Pass(
        ops.mul(x, s),
        (dy, gradients, wantDx) -> {
          if (!wantDx) {
            return null;
          }
          Tensor slope = ops.addScalar(ops.scale(square, 3 * CUBIC), LINEAR); // of 2u
          return ops.add(ops.mul(dy, s), ops.sigmoidGrad(s, ops.mul(ops.mul(dy, x), slope)));
        });
  }

  @Override
  public String toString() {
    return form == Form.EXACT ? "GELU" : "GELU by tanh";
  }
}
