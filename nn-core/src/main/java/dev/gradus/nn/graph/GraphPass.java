package dev.gradus.nn.graph;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All values of one forward pass through a {@link Graph}, and the way back. */
public final class GraphPass {
  private final TensorOps ops;
  private final Graph graph;
  private final Map<Node, Tensor> values;
  private final Map<Node, Operation.Back> backs;

  GraphPass(TensorOps ops, Graph graph, Map<Node, Tensor> values, Map<Node, Operation.Back> backs) {
    this.ops = ops;
    this.graph = graph;
    this.values = values;
    this.backs = backs;
  }

  /**
   * The graph's result.
   *
   * @return the output node's value
   */
  public Tensor output() {
    return value(graph.output());
  }

  /**
   * The value of any node.
   *
   * @param node a node of the graph
   * @return its value
   * @throws IllegalArgumentException if the node is of another graph
   */
  public Tensor value(Node node) {
    Tensor value = values.get(node);
    if (value == null) {
      throw new IllegalArgumentException("graph: there is no node '" + node + "' in this graph");
    }
    return value;
  }

  /**
   * Carries the gradient from the output to every node.
   *
   * @param dy ∂loss/∂output; not modified
   * @param gradients where the layers' parameter gradients are added
   * @return ∂loss/∂node for every node that the output depends on
   * @throws IllegalArgumentException if {@code dy} has another shape than the output
   */
  public Map<Node, Tensor> backward(Tensor dy, Gradients gradients) {
    Shapes.same("graph backward", output().shape(), dy.shape());
    Map<Node, Tensor> derivatives = new LinkedHashMap<>();
    derivatives.put(graph.output(), dy);
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (node.isInput() || !derivatives.containsKey(node)) {
        continue;
      }
      List<Tensor> back = backs.get(node).apply(derivatives.get(node), gradients);
      for (int j = 0; j < back.size(); j++) {
        derivatives.merge(node.inputs().get(j), back.get(j), ops::add);
      }
    }
    return derivatives;
  }

  /**
   * The graph drawn in Graphviz's DOT language, each node with its name, operation and the shape of
   * its value in this pass.
   *
   * @return DOT text; {@code dot -Tsvg} makes a picture of it
   */
  public String toDot() {
    StringBuilder dot = new StringBuilder("digraph {\n  rankdir=LR;\n");
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      String operation = node.isInput() ? "input" : node.operation().label();
      String form = node.isInput() ? "ellipse" : "box";
      dot.append(
          "  n%d [shape=%s, label=\"%s\\n%s\\n%s\"];\n"
              .formatted(i, form, escaped(node.name()), escaped(operation), value(node).shape()));
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (Node input : nodes.get(i).inputs()) {
        dot.append("  n%d -> n%d;\n".formatted(nodes.indexOf(input), i));
      }
    }
    return dot.append("}\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
