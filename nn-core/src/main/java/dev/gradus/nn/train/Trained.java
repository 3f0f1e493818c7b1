package dev.gradus.nn.train;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a training changes: the network, the optimizer and what early stopping remembers. It is
 * saved as a {@link TrainingState} and goes on from one.
 *
 * @param ops what computes
 * @param network its parameters and layer state
 * @param optimizer with its schedule
 * @param best empty without early stopping
 */
record Trained(TensorOps ops, Layer network, Optimizer optimizer, Optional<BestMoment> best) {
  /**
   * Hears of the measurements after an epoch; the loss of one data set is the concern of the
   * plateaus that rule the next step.
   */
  void epochEnded(List<Measurement> now, Optional<String> monitored) {
    for (Measurement measurement : now) {
      if (monitored.filter(measurement.dataset()::equals).isPresent()) {
        optimizer
            .schedule()
            .plateausAt(optimizer.steps())
            .forEach(plateau -> plateau.observe(measurement.loss()));
      }
    }
    best.ifPresent(moment -> moment.observe(now));
  }

  TrainingState state(Progress progress) {
    return new TrainingState(
        progress.iteration(),
        progress.samples(),
        progress.timeInSteps(),
        progress.losses(),
        progress.measurements(),
        NetworkTensors.parameters(network),
        network.state(),
        optimizer.state(),
        best.flatMap(BestMoment::state));
  }

  /** Takes the place of a saved training. Where that does not fit, nothing is changed. */
  void load(TrainingState saved) {
    Map<String, Tensor> parameters = NetworkTensors.parameters(network);
    NetworkTensors.requireAlike(ops, "parameters", parameters, saved.parameters());
    NetworkTensors.requireAlike(ops, "layer state", network.state(), saved.layerState());
    NetworkTensors.requireReadable(ops, saved.optimizer().tensors());
    saved.best().ifPresent(moment -> rememberer().requireFits(moment, saved.measurements()));
    optimizer.load(saved.optimizer()); // refuses what does not fit before it changes anything
    NetworkTensors.copy(ops, saved.parameters(), parameters);
    NetworkTensors.copy(ops, saved.layerState(), network.state());
    saved.best().ifPresent(moment -> rememberer().load(moment));
  }

  private BestMoment rememberer() {
    return best.orElseThrow(
        () ->
            new IllegalArgumentException(
                "resuming: the saved training stops early, this one does not; give it the rule by"
                    + " earlyStopping(…)"));
  }
}
