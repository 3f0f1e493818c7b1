package dev.gradus.nn.check;

import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The numbers of some tensors, to compare with and to put back. */
final class Snapshot {
  private final TensorOps ops;
  private final Map<String, Parameter> parameters;
  private final Map<String, double[]> values = new LinkedHashMap<>();

  Snapshot(TensorOps ops, Map<String, Parameter> parameters) {
    this.ops = ops;
    this.parameters = parameters;
    parameters.forEach((name, parameter) -> values.put(name, ops.doubles(parameter.value())));
  }

  /** The first tensor that holds NaN or an infinity, with its first such element. */
  Optional<String> notFinite() {
    for (Map.Entry<String, double[]> entry : values.entrySet()) {
      double[] numbers = entry.getValue();
      for (int i = 0; i < numbers.length; i++) {
        if (!Double.isFinite(numbers[i])) {
          Tensor tensor = parameters.get(entry.getKey()).value();
          String where = Indices.text(tensor.shape(), i);
          return Optional.of("%s is %s at %s".formatted(entry.getKey(), numbers[i], where));
        }
      }
    }
    return Optional.empty();
  }

  /** The name of the first tensor that is no longer as it was. */
  Optional<String> changed() {
    return values.entrySet().stream()
        .filter(
            entry ->
                !Arrays.equals(
                    entry.getValue(), ops.doubles(parameters.get(entry.getKey()).value())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void restore() {
    try (Scope scope = ops.scope()) {
      values.forEach(
          (name, numbers) -> {
            Tensor tensor = parameters.get(name).value();
            ops.updateInPlace(tensor, 0, 1, ops.tensor(tensor.shape(), numbers));
          });
    }
  }
}
