package dev.gradus.nn.train;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.optim.OptimizerState;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a training saves, as files would: copies, that later steps leave alone. */
final class SavedStates implements Checkpointer {
  private final TensorOps ops;
  private final List<TrainingState> saved = new ArrayList<>();

  SavedStates(TensorOps ops) {
    this.ops = ops;
  }

  @Override
  public void save(TrainingState state) {
    saved.add(
        new TrainingState(
            state.iteration(),
            state.samples(),
            state.timeInSteps(),
            state.losses(),
            state.measurements(),
            copy(state.parameters()),
            copy(state.layerState()),
            new OptimizerState(
                state.optimizer().steps(),
                state.optimizer().stepsOf(),
                state.optimizer().plateaus(),
                copy(state.optimizer().tensors())),
            state
                .best()
                .map(
                    best ->
                        new EarlyStopping.State(
                            best.value(),
                            best.iteration(),
                            best.waited(),
                            copy(best.parameters()),
                            copy(best.layerState())))));
  }

  /** A state as it is. */
  void keep(TrainingState state) {
    saved.add(state);
  }

  private Map<String, Tensor> copy(Map<String, Tensor> tensors) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.forEach((name, t) -> copies.put(name, ops.tensor(t.shape(), ops.doubles(t))));
    return copies;
  }

  List<Long> iterations() {
    return saved.stream().map(TrainingState::iteration).toList();
  }

  TrainingState last() {
    return saved.get(saved.size() - 1);
  }

  TrainingState at(long iteration) {
    return saved.stream().filter(s -> s.iteration() == iteration).findFirst().orElseThrow();
  }

  /** All that is in a state, such that equal bits are equal texts. */
  static Map<String, String> bits(TensorOps ops, TrainingState state) {
    Map<String, String> bits = new LinkedHashMap<>();
    bits.put("iteration", state.iteration() + " of " + state.samples() + " samples");
    bits.put("losses", Arrays.toString(state.losses()));
    bits.put("measurements", state.measurements().toString());
    bits.put("optimizer", state.optimizer().steps() + " " + state.optimizer().stepsOf());
    bits.put("plateaus", state.optimizer().plateaus().toString());
    put(bits, ops, "parameter ", state.parameters());
    put(bits, ops, "layer state ", state.layerState());
    put(bits, ops, "optimizer ", state.optimizer().tensors());
    state
        .best()
        .ifPresent(
            best -> {
              bits.put("best", best.value() + " " + best.iteration() + " " + best.waited());
              put(bits, ops, "best ", best.parameters());
              put(bits, ops, "best state ", best.layerState());
            });
    return bits;
  }

  /** All that a training left: its history and its network. */
  static Map<String, String> bits(TensorOps ops, History history, Layer network) {
    Map<String, String> bits = new LinkedHashMap<>();
    bits.put("ending", history.ending() + ", best " + history.best());
    bits.put("losses", Arrays.toString(history.losses()));
    bits.put("measurements", history.measurements().toString());
    put(bits, ops, "parameter ", NetworkTensors.parameters(network));
    put(bits, ops, "layer state ", network.state());
    return bits;
  }

  private static void put(
      Map<String, String> bits, TensorOps ops, String what, Map<String, Tensor> tensors) {
    bits(ops, tensors).forEach((name, numbers) -> bits.put(what + name, numbers));
  }

  static Map<String, String> bits(TensorOps ops, Map<String, Tensor> tensors) {
    Map<String, String> bits = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            bits.put(
                name,
                ops.precision() == Precision.F32
                    ? Arrays.toString(ops.floats(tensor))
                    : Arrays.toString(ops.doubles(tensor))));
    return bits;
  }
}
