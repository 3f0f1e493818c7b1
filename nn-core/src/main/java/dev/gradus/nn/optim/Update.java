package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Map;

/**
 * One step of one parameter: all that an {@link UpdateRule} works on. It is the rule's while the
 * rule is applied; each parameter has one, which the optimizer uses again in the next step, so that
 * steps leave no garbage. For one thread.
 */
public final class Update {
  private final TensorOps ops;
  private final Parameter parameter;
  private final Map<String, Tensor> state;
  private Tensor gradient;
  private long step;
  private double rate;
  private double keep;

  Update(TensorOps ops, Parameter parameter, Map<String, Tensor> state) {
    this.ops = ops;
    this.parameter = parameter;
    this.state = state;
  }

  /** The next step: the parameter's gradient, the number of the step, and η. */
  Update next(Tensor nextGradient, long number, double nextRate) {
    gradient = nextGradient;
    step = number;
    rate = nextRate;
    keep = 1;
    return this;
  }

  /** With another gradient. */
  Update withGradient(Tensor other) {
    gradient = other;
    return this;
  }

  /** Less of the parameter stays. */
  Update shrinking(double factor) {
    keep *= factor;
    return this;
  }

  /**
   * What computes.
   *
   * @return the operations
   */
  public TensorOps ops() {
    return ops;
  }

  /**
   * What moves.
   *
   * @return the parameter
   */
  public Parameter parameter() {
    return parameter;
  }

  /**
   * ∂L/∂w.
   *
   * @return of the parameter's shape; not to be modified
   */
  public Tensor gradient() {
    return gradient;
  }

  /**
   * Which of the parameter's steps this is.
   *
   * @return 1 for the first
   */
  public long step() {
    return step;
  }

  /**
   * η, as the schedule has it now.
   *
   * @return at least 0
   */
  public double rate() {
    return rate;
  }

  /**
   * The share of the parameter that stays.
   *
   * @return 1, or less under decoupled weight decay
   */
  public double keep() {
    return keep;
  }

  /**
   * The tensor to move.
   *
   * @return the parameter's value
   */
  public Tensor target() {
    return parameter.value();
  }

  /**
   * A tensor that the rule remembers.
   *
   * @param name one of {@link UpdateRule#stateNames}
   * @return the tensor, to be updated in place
   */
  public Tensor state(String name) {
    return state.get(name);
  }

  /**
   * w ← keep·w − factor·direction. Every rule calls it once, or does the same in a fused form.
   *
   * @param factor such as the rate
   * @param direction of the parameter's shape; not modified
   */
  public void descend(double factor, Tensor direction) {
    ops.updateInPlace(target(), keep, -factor, direction);
  }

  /**
   * A running mean: state ← share·state + (1 − share)·value.
   *
   * @param name of the state
   * @param share what stays of the old mean
   * @param value of the parameter's shape; not modified
   * @return the state
   */
  public Tensor average(String name, double share, Tensor value) {
    Tensor mean = state(name);
    ops.updateInPlace(mean, share, 1 - share, value);
    return mean;
  }
}
