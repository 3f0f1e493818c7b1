package dev.gradus.nn.train;

import dev.gradus.nn.layer.Layer;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tensors by name: a network's own, and saved ones that are to take their place. */
final class NetworkTensors {
  private NetworkTensors() {}

  static Map<String, Tensor> parameters(Layer network) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    network.parameters().forEach((name, parameter) -> values.put(name, parameter.value()));
    return values;
  }

  /** Overwrites tensors with others of the same names and shapes. */
  static void copy(TensorOps ops, Map<String, Tensor> from, Map<String, Tensor> to) {
    to.forEach((name, tensor) -> ops.updateInPlace(tensor, 0, 1, from.get(name)));
  }

  /**
   * Refuses saved tensors of other names or shapes than the network's, closed ones and those of
   * other operations.
   */
  static void requireAlike(
      TensorOps ops, String what, Map<String, Tensor> own, Map<String, Tensor> saved) {
    Set<String> missing = new TreeSet<>(own.keySet());
    missing.removeAll(saved.keySet());
    Set<String> unknown = new TreeSet<>(saved.keySet());
    unknown.removeAll(own.keySet());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "resuming: expected the %s %s, got ones without %s and with %s besides; make the network"
                  .formatted(what, own.keySet(), missing, unknown)
              + " as the one that was saved");
    }
    own.forEach(
        (name, tensor) -> {
          Shape shape = saved.get(name).shape();
          if (!shape.equals(tensor.shape())) {
            throw new IllegalArgumentException(
                "resuming: expected %s of shape %s among the %s, got %s; make the network as the"
                        .formatted(name, tensor.shape(), what, shape)
                    + " one that was saved");
          }
        });
    requireReadable(ops, saved);
  }

  /**
   * Any use of a tensor that is closed or of other operations is an error: best before a change.
   */
  static void requireReadable(TensorOps ops, Map<String, Tensor> saved) {
    saved.values().forEach(ops::sum);
  }
}
