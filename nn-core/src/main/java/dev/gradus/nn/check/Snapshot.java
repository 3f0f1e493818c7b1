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
  private final Map<String, Tensor> tensors;
  private final Map<String, double[]> values = new LinkedHashMap<>();

  private Snapshot(TensorOps ops, Map<String, Tensor> tensors) {
    this.ops = ops;
    this.tensors = tensors;
    tensors.forEach((name, tensor) -> values.put(name, ops.doubles(tensor)));
  }

  static Snapshot of(TensorOps ops, Map<String, Parameter> parameters, Map<String, Tensor> state) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> tensors.put(name, parameter.value()));
    tensors.putAll(state);
    return new Snapshot(ops, tensors);
  }

  /** The first tensor that holds NaN or an infinity, with its first such element. */
  Optional<String> notFinite() {
    for (Map.Entry<String, double[]> entry : values.entrySet()) {
      double[] numbers = entry.getValue();
      for (int i = 0; i < numbers.length; i++) {
        if (!Double.isFinite(numbers[i])) {
          String where = Indices.text(tensors.get(entry.getKey()).shape(), i);
          return Optional.of("%s is %s at %s".formatted(entry.getKey(), numbers[i], where));
        }
      }
    }
    return Optional.empty();
  }

  /** The name of the first tensor that is no longer as it was. */
  Optional<String> changed() {
    return values.entrySet().stream()
        .filter(entry -> !Arrays.equals(entry.getValue(), ops.doubles(tensors.get(entry.getKey()))))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void restore() {
    try (Scope scope = ops.scope()) {
      values.forEach(
          (name, numbers) -> {
            Tensor tensor = tensors.get(name);
            ops.updateInPlace(tensor, 0, 1, ops.tensor(tensor.shape(), numbers));
          });
    }
  }
}
