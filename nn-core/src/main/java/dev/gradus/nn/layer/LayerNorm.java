package dev.gradus.nn.layer;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Normalises every sample: y = γ·(x − mean) / √(variance + ε) + β for {@code [m, n]}, mean and
 * (biased) variance taken over each row. The same in training and in prediction. Parameters {@code
 * weight} (γ, {@code [n]}, starts at 1; it does not decay) and {@code bias} (β, {@code [n]}, starts
 * at 0). Thread-safe while nobody trains it.
 *
 * <pre>{@code
 * Sequential.of(Affine.of(ops, 784, 50, Initializer.he(), random), LayerNorm.of(ops, 50));
 * }</pre>
 *
 * <p>Source: Ba, Kiros and Hinton, Layer Normalization (2016).
 */
public final class LayerNorm implements Layer {
  /** The customary ε. */
  public static final double DEFAULT_EPSILON = 1e-5;

  private static final String NAME = "LayerNorm";

  private final TensorOps ops;
  private final GainAndBias affine;
  private final double epsilon;
  private final Map<String, Parameter> parameters;
  private final UnaryOperator<Tensor> means;

  private LayerNorm(TensorOps ops, GainAndBias affine, double epsilon) {
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          NAME + ": expected a finite ε of at least 0, got " + epsilon);
    }
    this.ops = ops;
    this.affine = affine;
    this.epsilon = epsilon;
    this.parameters = affine.parameters();
    this.means = t -> ops.scale(ops.rowSums(t), 1.0 / affine.features());
  }

  /**
   * A layer as it starts, with ε = 1e-5.
   *
   * @param ops what computes
   * @param features the width n of a sample
   * @return the layer
   */
  public static LayerNorm of(TensorOps ops, int features) {
    return new LayerNorm(ops, GainAndBias.of(NAME, ops, features), DEFAULT_EPSILON);
  }

  /**
   * A layer over given parameters.
   *
   * @param ops what computes
   * @param weight γ, {@code [n]}
   * @param bias β, {@code [n]}
   * @param epsilon ε, at least 0
   * @return the layer
   * @throws IllegalArgumentException if the shapes do not fit, or ε is negative or not finite
   */
  public static LayerNorm of(TensorOps ops, Parameter weight, Parameter bias, double epsilon) {
    return new LayerNorm(ops, new GainAndBias(NAME, ops, weight, bias), epsilon);
  }

  /**
   * The width of a sample.
   *
   * @return n
   */
  public int features() {
    return affine.features();
  }

  /**
   * What is added to the variance.
   *
   * @return ε
   */
  public double epsilon() {
    return epsilon;
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    affine.requireFits(NAME, x.shape());
    Standardized normal = Standardized.of(ops, x, epsilon, means);
    return new Pass(
        affine.apply(normal.values()),
        (dy, gradients, wantDx) -> {
          affine.addGradients(dy, normal.values(), gradients);
          return wantDx ? normal.pullback(ops, affine.pullback(dy), means) : null;
        });
  }

  @Override
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  @Override
  public String toString() {
    return NAME + " " + features();
  }
}
