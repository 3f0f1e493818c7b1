package dev.gradus.nn.layer;

import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training pass proposes for the state of layers, such as running statistics. A forward pass
 * changes nothing; whoever trains commits the proposals once the step has succeeded. So a gradient
 * check, a pass that is thrown away or a second thread never changes a network. For one thread.
 *
 * <pre>{@code
 * Mode.Training mode = Mode.training(random);
 * Objective.Result result = objective.gradients(x, target, mode);
 * optimizer.step(result.gradients());
 * mode.updates().commit(ops);
 * }</pre>
 */
public final class StateUpdates {
  private final List<Update> proposed = new ArrayList<>();

  /** state ← keep·state + factor·delta. */
  private record Update(Tensor state, double keep, double factor, Tensor delta) {}

  /** None yet. */
  public StateUpdates() {}

  /**
   * Proposes state ← keep·state + factor·delta.
   *
   * @param state one of the tensors of {@link Layer#state}; not modified until {@link #commit}
   * @param keep the factor of the old value
   * @param factor the factor of {@code delta}
   * @param delta of the state's shape; must live until {@link #commit}, so commit within its scope
   */
  public void propose(Tensor state, double keep, double factor, Tensor delta) {
    proposed.add(new Update(state, keep, factor, delta));
  }

  /**
   * Lets the proposals outlive the scope that they were made in: for a step of several batches,
   * each with a scope of its own.
   *
   * @param scope the innermost one
   */
  public void keepIn(Scope scope) {
    proposed.forEach(update -> scope.keep(update.delta()));
  }

  /**
   * Changes the states, in the order of the proposals, and forgets the proposals.
   *
   * @param ops what computes
   */
  public void commit(TensorOps ops) {
    for (Update update : proposed) {
      ops.updateInPlace(update.state(), update.keep(), update.factor(), update.delta());
    }
    proposed.clear();
  }
}
