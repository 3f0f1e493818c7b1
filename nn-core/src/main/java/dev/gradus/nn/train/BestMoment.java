package dev.gradus.nn.train;

import dev.gradus.nn.layer.Layer;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What early stopping remembers: the best measurement, how long ago it was, and a copy of the
 * network's tensors at that moment. Make it outside the scope of a step. For one thread.
 */
final class BestMoment {
  private final TensorOps ops;
  private final EarlyStopping rule;
  private final String dataset;
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> layerState;
  private final Map<String, Tensor> bestParameters;
  private final Map<String, Tensor> bestLayerState;
  private double best = Double.NaN;
  private long iteration;
  private long waited;

  /** Before anything was measured, iteration 0. */
  BestMoment(TensorOps ops, Layer network, EarlyStopping rule, String dataset) {
    this.ops = ops;
    this.rule = rule;
    this.dataset = dataset;
    this.parameters = NetworkTensors.parameters(network);
    this.layerState = network.state();
    this.bestParameters = emptyCopies(parameters);
    this.bestLayerState = emptyCopies(layerState);
  }

  private Map<String, Tensor> emptyCopies(Map<String, Tensor> tensors) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> copies.put(name, ops.full(tensor.shape(), 0)));
    return copies;
  }

  /** Hears of the measurements after an epoch. */
  void observe(List<Measurement> now) {
    now.stream().filter(m -> m.dataset().equals(dataset)).forEach(this::observe);
  }

  private void observe(Measurement measurement) {
    double value = valueOf(measurement);
    if (iteration > 0 && !isBetter(value)) {
      waited++;
      return;
    }
    best = value;
    iteration = measurement.iteration();
    waited = 0;
    NetworkTensors.copy(ops, parameters, bestParameters);
    NetworkTensors.copy(ops, layerState, bestLayerState);
  }

  private double valueOf(Measurement measurement) {
    return switch (rule.quantity()) {
      case LOSS -> measurement.loss();
      case ACCURACY -> measurement.accuracy();
    };
  }

  private boolean isBetter(double value) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(value);
    }
    return switch (rule.quantity()) {
      case LOSS -> value < best - rule.minimumChange();
      case ACCURACY -> value > best + rule.minimumChange();
    };
  }

  boolean isPatienceOver() {
    return waited >= rule.patience();
  }

  /** Puts the network back to its best moment, if there was one. */
  void restore() {
    if (iteration > 0) {
      NetworkTensors.copy(ops, bestParameters, parameters);
      NetworkTensors.copy(ops, bestLayerState, layerState);
    }
  }

  /** Which of the measurements was the best. */
  Optional<Measurement> among(List<Measurement> measurements) {
    return measurements.stream()
        .filter(m -> m.iteration() == iteration && m.dataset().equals(dataset))
        .findFirst();
  }

  /** Empty before anything was measured. */
  Optional<EarlyStopping.State> state() {
    return iteration == 0
        ? Optional.empty()
        : Optional.of(
            new EarlyStopping.State(best, iteration, waited, bestParameters, bestLayerState));
  }

  /** Whether a saved state is one of this network and data set. */
  void requireFits(EarlyStopping.State saved, List<Measurement> measurements) {
    NetworkTensors.requireAlike(ops, "best parameters", parameters, saved.parameters());
    NetworkTensors.requireAlike(ops, "best layer state", layerState, saved.layerState());
    boolean known =
        measurements.stream()
            .filter(m -> m.iteration() == saved.iteration() && m.dataset().equals(dataset))
            .anyMatch(m -> Double.compare(valueOf(m), saved.value()) == 0);
    if (!known) {
      throw new IllegalArgumentException(
          "resuming: expected the best %s %s after %d steps to be one of '%s', got none such; stop"
                  .formatted(rule.quantity(), saved.value(), saved.iteration(), dataset)
              + " early by the rule that the saved training had");
    }
  }

  /** Goes on where another stood, which fits. */
  void load(EarlyStopping.State saved) {
    best = saved.value();
    iteration = saved.iteration();
    waited = saved.waited();
    NetworkTensors.copy(ops, saved.parameters(), bestParameters);
    NetworkTensors.copy(ops, saved.layerState(), bestLayerState);
  }
}
