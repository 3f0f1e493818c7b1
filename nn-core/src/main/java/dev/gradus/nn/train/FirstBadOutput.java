package dev.gradus.nn.train;

import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.GraphPass;
import dev.gradus.nn.graph.Node;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for the first layer, in forward order, whose output is not finite: repeats a forward pass
 * layer by layer, with the same masks. Looks into containers; a layer of the user's own is one.
 */
final class FirstBadOutput {
  private final TensorOps ops;

  /**
   * A layer.
   *
   * @param path where it is in the network, as in the names of its parameters; empty for the whole
   * @param output what it gave
   */
  record Found(String path, String layer, Tensor output) {}

  FirstBadOutput(TensorOps ops) {
    this.ops = ops;
  }

  Optional<Found> in(Layer network, Tensor x, Mode mode) {
    return in("", network, x, mode);
  }

  private Optional<Found> in(String path, Layer layer, Tensor x, Mode mode) {
    Optional<Found> inside = Optional.empty();
    if (layer instanceof Sequential sequential) {
      inside = through(path, sequential.layers(), x, mode);
    } else if (layer instanceof Residual residual) {
      inside = through(path, residual.layers(), x, mode);
    } else if (layer instanceof Graph graph) {
      inside = through(path, graph, x, mode);
    }
    return inside.or(() -> ifBad(path, layer, layer.forward(x, mode).output()));
  }

  private Optional<Found> through(String path, List<Layer> layers, Tensor x, Mode mode) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      Optional<Found> found = in(inside(path, "" + i), layers.get(i), y, mode.at(i));
      if (found.isPresent()) {
        return found;
      }
      y = layers.get(i).forward(y, mode.at(i)).output();
    }
    return Optional.empty();
  }

  private Optional<Found> through(String path, Graph graph, Tensor x, Mode mode) {
    Node input = graph.nodes().stream().filter(n -> n.inputs().isEmpty()).findFirst().orElseThrow();
    GraphPass pass = graph.forward(Map.of(input, x), mode);
    return graph.nodes().stream()
        .filter(node -> !NanGuard.isFinite(ops, pass.value(node)))
        .findFirst()
        .map(node -> new Found(inside(path, node.name()), "node", pass.value(node)));
  }

  private Optional<Found> ifBad(String path, Layer layer, Tensor output) {
    return NanGuard.isFinite(ops, output)
        ? Optional.empty()
        : Optional.of(new Found(path, layer.getClass().getSimpleName(), output));
  }

  private static String inside(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
