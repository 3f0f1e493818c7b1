package dev.gradus.nn.optim;

import java.util.List;

/**
 * How one parameter moves along its gradient: a formula, its constants, and the names of the
 * tensors that it remembers. A rule is an immutable value; what it remembers lies in the {@link
 * Optimizer}, which hands it over step by step. So a rule of one's own is a few lines, and its
 * state is saved like that of any other.
 *
 * <pre>{@code
 * record HeavyBall(double learningRate) implements UpdateRule {
 *   public List<String> stateNames() {
 *     return List.of("velocity");
 *   }
 *
 *   public void apply(Update u) {
 *     u.ops().updateInPlace(u.state("velocity"), 0.9, 1, u.gradient()); // v ← 0.9·v + g
 *     u.descend(u.rate(), u.state("velocity")); // w ← w − η·v
 *   }
 * }
 * }</pre>
 */
public interface UpdateRule {
  /**
   * η before a schedule scales it.
   *
   * @return above 0
   */
  double learningRate();

  /**
   * The names of the tensors that the rule remembers of each parameter. Each starts as zeros of the
   * parameter's shape.
   *
   * @return names without dots, none by default
   */
  default List<String> stateNames() {
    return List.of();
  }

  /**
   * Moves the parameter, and brings what is remembered up to date.
   *
   * @param update the parameter, its gradient and its state; parameter and state are modified
   */
  void apply(Update update);

  /**
   * This rule with coupled weight decay: λ·w is added to the gradient before the rule sees it, as
   * the penalty λ/2 · Σ w² would. Biases do not decay.
   *
   * @param lambda λ, at least 0
   * @return a rule
   * @throws IllegalArgumentException if λ is negative or not finite
   */
  default UpdateRule withWeightDecay(double lambda) {
    return new DecayingRule(this, lambda, true);
  }

  /**
   * This rule with decoupled weight decay: each step also shrinks the weights by the factor 1 −
   * η·λ, past all that the rule does with the gradient. Adam with it is AdamW. Biases do not decay.
   *
   * <pre>{@code
   * UpdateRule adamW = new Adam(1e-3).withDecoupledWeightDecay(0.01);
   * }</pre>
   *
   * <p>Source: Loshchilov and Hutter, Decoupled Weight Decay Regularization (2019).
   *
   * @param lambda λ, at least 0
   * @return a rule
   * @throws IllegalArgumentException if λ is negative or not finite
   */
  default UpdateRule withDecoupledWeightDecay(double lambda) {
    return new DecayingRule(this, lambda, false);
  }
}
