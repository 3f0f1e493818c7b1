package dev.gradus.nn.train;

import dev.gradus.nn.optim.OptimizerState;
import dev.gradus.tensor.Tensor;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the rest of a training depends on, between two steps. A trainer made in the same way,
 * for the same data and with the same seeds, that {@link Trainer#resuming resumes} it goes on with
 * the same bits: batches, masks and learning rates are functions of the number of the step.
 *
 * <p>The tensors that a {@link Checkpointer} gets are those that the next step changes: write or
 * copy them before.
 *
 * @param iteration the steps made, which is the position in the data
 * @param samples how many samples they took
 * @param timeInSteps how long they took
 * @param losses the loss of each; not copied
 * @param measurements of all epochs that are over, oldest first
 * @param parameters the network's parameters, by name
 * @param layerState the layers' state, by name
 * @param optimizer what the optimizer remembers, with the plateaus of its schedule
 * @param best what early stopping remembers; empty without it, and before the first epoch is over
 */
public record TrainingState(
    long iteration,
    long samples,
    Duration timeInSteps,
    double[] losses,
    List<Measurement> measurements,
    Map<String, Tensor> parameters,
    Map<String, Tensor> layerState,
    OptimizerState optimizer,
    Optional<EarlyStopping.State> best) {
  /**
   * A state.
   *
   * @throws IllegalArgumentException if the numbers contradict one another
   */
  public TrainingState {
    if (iteration < 0 || samples < 0 || timeInSteps.isNegative()) {
      throw new IllegalArgumentException(
          "training state: expected counts and times from 0, got iteration %d, %d samples and %s"
              .formatted(iteration, samples, timeInSteps));
    }
    if (losses.length != iteration) {
      throw new IllegalArgumentException(
          "training state: expected a loss for each of %d steps, got %d"
              .formatted(iteration, losses.length));
    }
    for (Measurement measurement : measurements) {
      requirePast("measurement of " + measurement.dataset(), measurement.iteration(), iteration);
    }
    best.ifPresent(state -> requirePast("best moment", state.iteration(), iteration));
    measurements = List.copyOf(measurements);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    layerState = Collections.unmodifiableMap(new LinkedHashMap<>(layerState));
  }

  private static void requirePast(String what, long moment, long iteration) {
    if (moment < 0 || moment > iteration) {
      throw new IllegalArgumentException(
          "training state: expected a %s after 0 to %d steps, got one after %d"
              .formatted(what, iteration, moment));
    }
  }
}
