package dev.gradus.formats;

import dev.gradus.nn.optim.OptimizerState;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.TrainingState;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads what {@link CheckpointWriter} wrote, and believes none of it: every tensor must be there,
 * in the precision and the shape that the JSON says, and none besides. For one checkpoint.
 */
final class CheckpointReader {
  private final Path stateFile;
  private final Path tensorFile;
  private final JsonObject json;

  /** A checkpoint whose checksums are right. */
  CheckpointReader(Path checkpoint) {
    this.stateFile = checkpoint.resolve(Checkpoints.STATE);
    this.tensorFile = checkpoint.resolve(Checkpoints.TENSORS);
    this.json = new JsonObject(Json.read(stateFile));
    if (!CheckpointWriter.FORMAT.equals(json.members().get("format"))) {
      throw malformed(stateFile, "not a checkpoint: no format " + CheckpointWriter.FORMAT);
    }
    if (!Long.valueOf(CheckpointWriter.VERSION).equals(json.members().get("version"))) {
      throw malformed(
          stateFile,
          "checkpoint version %s, but this Gradus reads version %d"
              .formatted(json.members().get("version"), CheckpointWriter.VERSION));
    }
    long named = CheckpointStore.iteration(checkpoint);
    if (!Long.valueOf(named).equals(json.members().get("iteration"))) {
      throw malformed(
          stateFile,
          "of iteration %s in a folder of iteration %d"
              .formatted(json.members().get("iteration"), named));
    }
  }

  Map<String, Object> options() {
    return reading(() -> json.object("options").members());
  }

  Precision precision() {
    return reading(() -> Precision.parse(json.text("precision")));
  }

  /** The state, in tensors of operations of the same precision. */
  TrainingState state(TensorOps ops) {
    return reading(() -> state(ops, new LinkedHashMap<>(Safetensors.read(tensorFile).tensors())));
  }

  private interface Reading<T> {
    T read();
  }

  private <T> T reading(Reading<T> what) {
    try {
      return what.read();
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(stateFile.toString(), IoErrors.firstLine(e.getMessage()), e);
    }
  }

  private TrainingState state(TensorOps ops, Map<String, StoredTensor> stored) {
    Map<String, StoredTensor> history = take(CheckpointWriter.HISTORY, stored, Precision.F64);
    Map<String, Map<String, StoredTensor>> groups = new LinkedHashMap<>();
    for (String group : json.object("tensors").members().keySet()) {
      if (!group.equals(CheckpointWriter.HISTORY)) {
        groups.put(group, take(group, stored, ops.precision()));
      }
    }
    if (!stored.isEmpty()) {
      throw malformed(tensorFile, "tensors that belong to nothing: " + stored.keySet());
    }
    Map<String, Map<String, Tensor>> tensors = new LinkedHashMap<>();
    groups.forEach((group, members) -> tensors.put(group, made(ops, members)));
    return new TrainingState(
        json.count("iteration"),
        json.count("samples"),
        Duration.ofNanos(json.count("nanosInSteps")),
        losses(history),
        measurements(history),
        group(tensors, CheckpointWriter.PARAMETERS),
        group(tensors, CheckpointWriter.LAYER_STATE),
        optimizer(group(tensors, CheckpointWriter.OPTIMIZER)),
        json.has(CheckpointWriter.BEST) ? Optional.of(best(tensors)) : Optional.empty());
  }

  /** Takes the tensors of a group out of those of the file. */
  private Map<String, StoredTensor> take(
      String group, Map<String, StoredTensor> stored, Precision precision) {
    Map<String, StoredTensor> taken = new LinkedHashMap<>();
    JsonObject shapes = json.object("tensors").object(group);
    for (String member : shapes.members().keySet()) {
      String name = CheckpointWriter.name(group, member);
      StoredTensor tensor = stored.remove(name);
      if (tensor == null) {
        throw malformed(tensorFile, "tensor '" + name + "' is missing");
      }
      if (tensor.precision() != precision) {
        throw malformed(
            tensorFile,
            "tensor '%s': expected %s, found %s".formatted(name, precision, tensor.precision()));
      }
      List<Long> extents = Arrays.stream(tensor.shape().extents()).asLongStream().boxed().toList();
      if (!shapes.list(member).equals(extents)) {
        throw malformed(
            tensorFile,
            "tensor '%s': expected shape %s, found %s"
                .formatted(name, shapes.list(member), extents));
      }
      taken.put(member, tensor);
    }
    return taken;
  }

  private static Map<String, Tensor> made(TensorOps ops, Map<String, StoredTensor> stored) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    stored.forEach((name, tensor) -> tensors.put(name, tensor.toTensor(ops)));
    return tensors;
  }

  private static Map<String, Tensor> group(Map<String, Map<String, Tensor>> tensors, String group) {
    Map<String, Tensor> members = tensors.get(group);
    if (members == null) {
      throw new IllegalArgumentException("no tensors '" + group + "'");
    }
    return members;
  }

  private static double[] losses(Map<String, StoredTensor> history) {
    StoredTensor losses = history.get(CheckpointWriter.LOSSES);
    return losses == null ? new double[0] : losses.doubles();
  }

  private List<Measurement> measurements(Map<String, StoredTensor> history) {
    List<Measurement> measurements = new ArrayList<>();
    StoredTensor stored = history.get(CheckpointWriter.MEASUREMENTS);
    if (stored != null) {
      List<?> names = json.list("measured");
      double[] rows = stored.doubles();
      if (rows.length % CheckpointWriter.MEASUREMENT_COLUMNS != 0) {
        throw new IllegalArgumentException("measurements of shape " + stored.shape());
      }
      for (int i = 0; i < rows.length; i += CheckpointWriter.MEASUREMENT_COLUMNS) {
        measurements.add(measurement(names, rows, i));
      }
    }
    return measurements;
  }

  private static Measurement measurement(List<?> names, double[] rows, int at) {
    long iteration = (long) rows[at];
    int place = (int) rows[at + 1];
    boolean known = place == rows[at + 1] && place >= 0 && place < names.size();
    if (iteration != rows[at] || !known || !(names.get(place) instanceof String name)) {
      throw new IllegalArgumentException(
          "measurement %d: iteration %s of data set %s among %s"
              .formatted(at / CheckpointWriter.MEASUREMENT_COLUMNS, rows[at], rows[at + 1], names));
    }
    return new Measurement(iteration, name, rows[at + 2], rows[at + 3]);
  }

  private OptimizerState optimizer(Map<String, Tensor> tensors) {
    JsonObject optimizer = json.object(CheckpointWriter.OPTIMIZER);
    JsonObject stepsOf = optimizer.object("stepsOf");
    Map<String, Long> steps = new LinkedHashMap<>();
    stepsOf.members().keySet().forEach(name -> steps.put(name, stepsOf.count(name)));
    List<ReduceOnPlateau.State> plateaus = new ArrayList<>();
    for (Object element : optimizer.list("plateaus")) {
      JsonObject plateau = JsonObject.of("plateaus", element);
      OptionalDouble best =
          plateau.has("best") ? OptionalDouble.of(plateau.number("best")) : OptionalDouble.empty();
      plateaus.add(
          new ReduceOnPlateau.State(plateau.number("factor"), plateau.count("waited"), best));
    }
    return new OptimizerState(optimizer.count("steps"), steps, plateaus, tensors);
  }

  private EarlyStopping.State best(Map<String, Map<String, Tensor>> tensors) {
    JsonObject best = json.object(CheckpointWriter.BEST);
    return new EarlyStopping.State(
        best.number("value"),
        best.count("iteration"),
        best.count("waited"),
        group(tensors, CheckpointWriter.BEST_PARAMETERS),
        group(tensors, CheckpointWriter.BEST_LAYER_STATE));
  }

  private static MalformedFileException malformed(Path file, String problem) {
    return new MalformedFileException(file.toString(), IoErrors.firstLine(problem));
  }
}
