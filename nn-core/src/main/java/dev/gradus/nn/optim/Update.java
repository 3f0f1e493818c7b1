package dev.gradus.nn.optim;

import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Map;

/**
 * One step of one parameter: all that an {@link UpdateRule} works on.
 *
 * @param ops what computes
 * @param parameter what moves
 * @param gradient ∂L/∂w, of the parameter's shape; not modified
 * @param state what the rule remembers, by name; modified in place
 * @param step which of the parameter's steps this is, 1 for the first
 * @param rate η, as the schedule has it now
 * @param keep the share of the parameter that stays: 1, or less under decoupled weight decay
 */
public record Update(
    TensorOps ops,
    Parameter parameter,
    Tensor gradient,
    Map<String, Tensor> state,
    long step,
    double rate,
    double keep) {
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

  /** The same with another gradient. */
  Update withGradient(Tensor other) {
    return new Update(ops, parameter, other, state, step, rate, keep);
  }

  /** The same, and less of the parameter stays. */
  Update shrinking(double factor) {
    return new Update(ops, parameter, gradient, state, step, rate, keep * factor);
  }
}
