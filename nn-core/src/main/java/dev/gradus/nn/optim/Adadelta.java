package dev.gradus.nn.optim;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/**
 * Adadelta: steps as large as the parameter's own recent steps. With g = ∂L/∂w, and v and d
 * starting at zero,
 *
 * <pre>
 * v ← ρ·v + (1 − ρ)·g²        Δ = √(d + ε) / √(v + ε) · g
 * d ← ρ·d + (1 − ρ)·Δ²        w ← w − η·Δ
 * </pre>
 *
 * <p>Source: Zeiler, ADADELTA: An Adaptive Learning Rate Method (2012), which has η = 1.
 *
 * @param learningRate η, above 0
 * @param rho ρ, the share of both means that stays, from 0 to below 1
 * @param epsilon ε, above 0; it is what the first steps start from
 */
public record Adadelta(double learningRate, double rho, double epsilon) implements UpdateRule {
  private static final String SQUARE = "square";
  private static final String CHANGE = "change";
  private static final double RHO = 0.9;
  private static final double EPSILON = 1e-6;

  /**
   * Adadelta.
   *
   * @param learningRate η, above 0
   * @param rho ρ, the share of both means that stays, from 0 to below 1
   * @param epsilon ε, above 0; it is what the first steps start from
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Adadelta {
    Hyperparameters.positive("learning rate", learningRate);
    Hyperparameters.fraction("rho", rho);
    Hyperparameters.positive("epsilon", epsilon);
  }

  /**
   * Adadelta with ρ = 0.9 and ε = 10⁻⁶.
   *
   * @param learningRate η, above 0, commonly 1
   * @throws IllegalArgumentException if η is not a finite number above 0
   */
  public Adadelta(double learningRate) {
    this(learningRate, RHO, EPSILON);
  }

  @Override
  public List<String> stateNames() {
    return List.of(SQUARE, CHANGE);
  }

  @Override
  public void apply(Update u) {
    TensorOps ops = u.ops();
    Tensor g = u.gradient();
    Tensor square = u.average(SQUARE, rho, ops.mul(g, g));
    Tensor delta = ops.mul(ops.div(root(ops, u.state(CHANGE)), root(ops, square)), g);
    u.average(CHANGE, rho, ops.mul(delta, delta));
    u.descend(u.rate(), delta);
  }

  private Tensor root(TensorOps ops, Tensor mean) {
    return ops.sqrt(ops.addScalar(mean, epsilon));
  }
}
