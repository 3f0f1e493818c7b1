package dev.gradus.formats;

import dev.gradus.nn.optim.OptimizerState;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.TrainingState;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The state of a training as JSON and tensors. What grows with the training is a tensor too: exact,
 * and without the limit that JSON has. The JSON lists the tensors, so that one that is missing is
 * missed. For one state.
 */
final class CheckpointWriter {
  static final String FORMAT = "gradus-checkpoint";
  static final long VERSION = 1;

  static final String PARAMETERS = "parameters";
  static final String LAYER_STATE = "layerState";
  static final String OPTIMIZER = "optimizer";
  static final String BEST = "best";
  static final String BEST_PARAMETERS = "best.parameters";
  static final String BEST_LAYER_STATE = "best.layerState";
  static final String HISTORY = "history";
  static final String LOSSES = "losses";
  static final String MEASUREMENTS = "measurements";

  /** Iteration, place of the data set's name in the list of them, loss, accuracy. */
  static final int MEASUREMENT_COLUMNS = 4;

  private final TensorOps ops;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final Map<String, Object> groups = new LinkedHashMap<>();

  CheckpointWriter(TensorOps ops) {
    this.ops = ops;
  }

  Map<String, Object> write(TrainingState state, Map<String, Object> options) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("iteration", state.iteration());
    json.put("samples", state.samples());
    json.put("nanosInSteps", state.timeInSteps().toNanos());
    json.put("precision", ops.precision().toString());
    json.put("options", options);
    put(PARAMETERS, state.parameters());
    put(LAYER_STATE, state.layerState());
    json.put(OPTIMIZER, optimizer(state.optimizer()));
    state.best().ifPresent(best -> json.put(BEST, best(best)));
    json.put("measured", history(state));
    json.put("tensors", groups);
    return json;
  }

  /** Those of the state that was written. */
  Safetensors tensors() {
    return new Safetensors(tensors, Map.of());
  }

  private Map<String, Object> optimizer(OptimizerState state) {
    put(OPTIMIZER, state.tensors());
    List<Object> plateaus = new ArrayList<>();
    for (ReduceOnPlateau.State plateau : state.plateaus()) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("factor", JsonObject.number(plateau.factor()));
      member.put("waited", plateau.waited());
      plateau.best().ifPresent(best -> member.put("best", JsonObject.number(best)));
      plateaus.add(member);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("steps", state.steps());
    json.put("stepsOf", state.stepsOf());
    json.put("plateaus", plateaus);
    return json;
  }

  private Map<String, Object> best(EarlyStopping.State state) {
    put(BEST_PARAMETERS, state.parameters());
    put(BEST_LAYER_STATE, state.layerState());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", JsonObject.number(state.value()));
    json.put("iteration", state.iteration());
    json.put("waited", state.waited());
    return json;
  }

  /** The names of the data sets, as the measurements count them. */
  private List<String> history(TrainingState state) {
    List<Measurement> measurements = state.measurements();
    List<String> names =
        List.copyOf(new TreeSet<>(measurements.stream().map(Measurement::dataset).toList()));
    double[] rows = new double[measurements.size() * MEASUREMENT_COLUMNS];
    int next = 0;
    for (Measurement measurement : measurements) {
      rows[next++] = measurement.iteration();
      rows[next++] = names.indexOf(measurement.dataset());
      rows[next++] = measurement.loss();
      rows[next++] = measurement.accuracy();
    }
    Map<String, StoredTensor> history = new LinkedHashMap<>();
    if (state.losses().length > 0) { // no shape has no elements
      history.put(LOSSES, StoredTensor.of(Shape.of(state.losses().length), state.losses()));
    }
    if (!measurements.isEmpty()) {
      Shape shape = Shape.of(measurements.size(), MEASUREMENT_COLUMNS);
      history.put(MEASUREMENTS, StoredTensor.owning(shape, rows));
    }
    putStored(HISTORY, history);
    return names;
  }

  private void put(String group, Map<String, Tensor> members) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    members.forEach((name, tensor) -> stored.put(name, StoredTensor.of(ops, tensor)));
    putStored(group, stored);
  }

  private void putStored(String group, Map<String, StoredTensor> members) {
    Map<String, Object> shapes = new LinkedHashMap<>();
    members.forEach(
        (name, tensor) -> {
          tensors.put(name(group, name), tensor);
          shapes.put(name, Arrays.stream(tensor.shape().extents()).boxed().toList());
        });
    groups.put(group, shapes);
  }

  /** What a tensor of a group is called in the file. */
  static String name(String group, String member) {
    return group + "/" + member;
  }
}
