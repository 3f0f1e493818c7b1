package dev.gradus.nn.train;

import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchSource;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One step of a training: a batch, its gradients, the update of the parameters, and of the layers'
 * state. All of it depends on the number of the step alone, and on what the step changes. For one
 * thread.
 */
final class TrainingStep {
  private final TensorOps ops;
  private final Objective objective;
  private final Optimizer optimizer;
  private final RandomSource random;

  /** The loss before the update, the penalty included, and how many samples it is of. */
  record Taken(double loss, int samples) {}

  TrainingStep(Objective objective, Optimizer optimizer, RandomSource random) {
    this.ops = objective.ops();
    this.objective = objective;
    this.optimizer = optimizer;
    this.random = random.at("step");
  }

  /** Where the loss is not finite, nothing is updated. */
  Taken take(long iteration, BatchSource batches) {
    try (Scope scope = ops.scope()) {
      Batch batch = batches.batch(iteration - 1);
      Mode.Training mode = Mode.training(random.at(iteration));
      Objective.Result result = objective.gradients(batch.inputs(), batch.targets(), mode);
      if (!Double.isFinite(result.loss())) {
        throw notFinite(iteration, result);
      }
      optimizer.step(result.gradients());
      mode.updates().commit(ops);
      return new Taken(result.loss(), batch.inputs().shape().extent(0));
    }
  }

  void requireFiniteParameters(long iteration) {
    firstNotFinite("parameter", Parameter::value)
        .ifPresent(
            culprit -> {
              throw new TrainingException(
                  iteration,
                  "training: after iteration %d, the last, %s; a lower learning rate may help"
                      .formatted(iteration, culprit));
            });
  }

  private TrainingException notFinite(long iteration, Objective.Result result) {
    String culprit =
        firstNotFinite("parameter", Parameter::value)
            .or(() -> firstNotFinite("the gradient of", p -> result.gradients().of(p)))
            .orElse("all parameters and gradients are finite, so look at the data and the loss");
    return new TrainingException(
        iteration,
        "training: the loss is %s at iteration %d; %s; a lower learning rate may help"
            .formatted(result.loss(), iteration, culprit));
  }

  private Optional<String> firstNotFinite(String what, Function<Parameter, Tensor> tensorOf) {
    for (Map.Entry<String, Parameter> entry : objective.network().parameters().entrySet()) {
      double[] values = ops.doubles(tensorOf.apply(entry.getValue()));
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          return Optional.of(
              "%s %s holds %s (element %d)".formatted(what, entry.getKey(), values[i], i));
        }
      }
    }
    return Optional.empty();
  }
}
