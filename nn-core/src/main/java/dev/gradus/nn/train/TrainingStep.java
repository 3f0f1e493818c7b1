package dev.gradus.nn.train;

import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchSource;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.StateUpdates;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.TensorOps;

/**
 * One step of a training: one batch or several, their gradients, the update of the parameters, and
 * of the layers' state. All of it depends on the number of the step alone, and on what the step
 * changes. For one thread.
 */
final class TrainingStep {
  private final TensorOps ops;
  private final Objective objective;
  private final Optimizer optimizer;
  private final RandomSource random;
  private final BatchSource batches;
  private final Steps steps;
  private final NanGuard guard;

  /** The loss before the update, the penalty included, and how many samples it is of. */
  record Taken(double loss, int samples) {}

  TrainingStep(
      Objective objective,
      Optimizer optimizer,
      RandomSource random,
      BatchSource batches,
      Steps steps) {
    this.ops = objective.ops();
    this.objective = objective;
    this.optimizer = optimizer;
    this.random = random.at("step");
    this.batches = batches;
    this.steps = steps;
    this.guard = new NanGuard(objective);
  }

  /** Where the loss is not finite, nothing is updated. */
  Taken take(long iteration) {
    try (Scope scope = ops.scope()) {
      StateUpdates updates = new StateUpdates();
      return steps.batches(iteration) == 1
          ? takeOne(iteration, updates)
          : takeSeveral(iteration, updates);
    }
  }

  private Taken takeOne(long iteration, StateUpdates updates) {
    Batch batch = batches.batch(steps.firstBatch(iteration));
    Objective.Result result = gradients(iteration, batch, random.at(iteration), updates);
    update(result, updates);
    return new Taken(result.loss(), samples(batch));
  }

  /** Each batch is a scope of its own, so that the memory is that of one. */
  private Taken takeSeveral(long iteration, StateUpdates updates) {
    MeanGradients mean = new MeanGradients(ops, objective.network().parameters());
    RandomSource ofStep = random.at(iteration).at("accumulated");
    for (int i = 0; i < steps.batches(iteration); i++) {
      try (Scope scope = ops.scope()) {
        Batch batch = batches.batch(steps.firstBatch(iteration) + i);
        Objective.Result result = gradients(iteration, batch, ofStep.at(i), updates);
        mean.add(scope, result, samples(batch), objective.loss().weight(batch.targets()));
        updates.keepIn(scope);
      }
    }
    Objective.Result result = mean.result();
    update(result, updates);
    return new Taken(result.loss(), mean.samples());
  }

  private Objective.Result gradients(
      long iteration, Batch batch, RandomSource masks, StateUpdates updates) {
    Mode mode = new Mode.Training(masks, updates);
    Objective.Result result = objective.gradients(batch.inputs(), batch.targets(), mode);
    guard.requireFiniteLoss(iteration, batch, mode, result);
    return result;
  }

  private void update(Objective.Result result, StateUpdates updates) {
    optimizer.step(result.gradients());
    updates.commit(ops);
  }

  private static int samples(Batch batch) {
    return batch.inputs().shape().extent(0);
  }

  /** After the last step nobody else would notice. */
  void requireFiniteNetwork(long iteration) {
    guard.requireFiniteNetwork(iteration);
  }
}
