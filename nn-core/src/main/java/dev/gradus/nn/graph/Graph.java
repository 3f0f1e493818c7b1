package dev.gradus.nn.graph;

import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A computational graph: nodes that add, multiply, concatenate or apply a layer, with any number of
 * inputs and one output. Gradients flow back against the arrows; where a node is used twice they
 * add up. A graph of one input is a {@link Layer}.
 *
 * <pre>{@code
 * Graph.Builder builder = Graph.builder(ops);
 * Node price = builder.input("price");
 * Node count = builder.input("count");
 * Graph graph = builder.build(builder.multiply("total", price, count));
 * GraphPass pass = graph.forward(Map.of(price, hundred, count, two), Mode.inference());
 * Map<Node, Tensor> derivatives = pass.backward(one, new Gradients(ops));
 * String drawing = pass.toDot();
 * }</pre>
 *
 * <p>Immutable; thread-safe while nobody trains its layers.
 */
public final class Graph implements Layer {
  private final TensorOps ops;
  private final List<Node> nodes;
  private final Node output;
  private final Map<String, Parameter> parameters;
  private final Map<String, Tensor> state;

  private Graph(TensorOps ops, List<Node> nodes, Node output) {
    this.ops = ops;
    this.nodes = List.copyOf(nodes);
    this.output = output;
    this.parameters = byPath(nodes, Operation::parameters);
    this.state = byPath(nodes, Operation::state);
  }

  private static <T> Map<String, T> byPath(
      List<Node> nodes, Function<Operation, Map<String, T>> ofOperation) {
    Map<String, T> named = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (!node.isInput()) {
        ofOperation
            .apply(node.operation())
            .forEach((name, value) -> named.put(node.name() + "." + name, value));
      }
    }
    return Collections.unmodifiableMap(named);
  }

  /**
   * An empty graph.
   *
   * @param ops what computes
   * @return a builder
   */
  public static Builder builder(TensorOps ops) {
    return new Builder(ops);
  }

  /**
   * A sequential network as a graph, for drawing.
   *
   * @param ops what computes
   * @param network its layers become nodes named by position
   * @return the graph
   */
  public static Graph of(TensorOps ops, Sequential network) {
    Builder builder = builder(ops);
    Node node = builder.input("input");
    for (int i = 0; i < network.layers().size(); i++) {
      node = builder.layer(Integer.toString(i), network.layers().get(i), node);
    }
    return builder.build(node);
  }

  /** Adds nodes in an order in which each comes after those it uses. For one thread. */
  public static final class Builder {
    private final TensorOps ops;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private Builder(TensorOps ops) {
      this.ops = ops;
    }

    /**
     * An input.
     *
     * @param name unique
     * @return the node
     */
    public Node input(String name) {
      return add(name, null);
    }

    /**
     * The sum of two nodes of equal shape.
     *
     * @param name unique
     * @param a a node of this builder
     * @param b a node of this builder
     * @return the node
     */
    public Node add(String name, Node a, Node b) {
      return add(name, new Operation.Add(ops), a, b);
    }

    /**
     * The product of two nodes of equal shape, element by element.
     *
     * @param name unique
     * @param a a node of this builder
     * @param b a node of this builder
     * @return the node
     */
    public Node multiply(String name, Node a, Node b) {
      return add(name, new Operation.Multiply(ops), a, b);
    }

    /**
     * Two matrices of equally many rows side by side.
     *
     * @param name unique
     * @param a a node of this builder
     * @param b a node of this builder
     * @return the node
     */
    public Node concatenate(String name, Node a, Node b) {
      return add(name, new Operation.Concatenate(ops), a, b);
    }

    /**
     * A layer applied to a node.
     *
     * @param name unique; prefix of its parameters' names
     * @param layer the layer
     * @param x a node of this builder
     * @return the node
     */
    public Node layer(String name, Layer layer, Node x) {
      return add(name, new Operation.OfLayer(layer), x);
    }

    private Node add(String name, Operation operation, Node... inputs) {
      if (!names.add(name)) {
        throw new IllegalArgumentException("graph: there is already a node '" + name + "'");
      }
      for (Node input : inputs) {
        requireOwn(input);
      }
      Node node = new Node(name, operation, List.of(inputs));
      nodes.add(node);
      return node;
    }

    private void requireOwn(Node node) {
      if (!nodes.contains(node)) {
        throw new IllegalArgumentException(
            "graph: node '" + node + "' belongs to another graph; make it with this builder");
      }
    }

    /**
     * The graph of all nodes so far.
     *
     * @param output the node whose value is the result
     * @return the graph
     */
    public Graph build(Node output) {
      requireOwn(output);
      return new Graph(ops, nodes, output);
    }
  }

  /**
   * The nodes, each after those it uses.
   *
   * @return an immutable list
   */
  public List<Node> nodes() {
    return nodes;
  }

  /**
   * The node whose value is the result.
   *
   * @return one of {@link #nodes}
   */
  public Node output() {
    return output;
  }

  /**
   * Computes every node.
   *
   * @param inputs a value for each input node; not modified
   * @param mode prediction or training
   * @return all values, and the way back
   * @throws IllegalArgumentException if an input has no value
   */
  public GraphPass forward(Map<Node, Tensor> inputs, Mode mode) {
    Map<Node, Tensor> values = new LinkedHashMap<>();
    Map<Node, Operation.Back> backs = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.isInput()) {
        values.put(node, valueOf(node, inputs));
      } else {
        Operation.Result result =
            node.operation().forward(valuesOf(node.inputs(), values), mode.at(i));
        values.put(node, result.output());
        backs.put(node, result.back());
      }
    }
    return new GraphPass(ops, this, values, backs);
  }

  private static Tensor valueOf(Node input, Map<Node, Tensor> inputs) {
    Tensor value = inputs.get(input);
    if (value == null) {
      throw new IllegalArgumentException("graph: input '" + input + "' has no value");
    }
    return value;
  }

  private static List<Tensor> valuesOf(List<Node> nodes, Map<Node, Tensor> values) {
    return nodes.stream().map(values::get).toList();
  }

  @Override
  public Pass forward(Tensor x, Mode mode) {
    Node input = onlyInput();
    GraphPass pass = forward(Map.of(input, x), mode);
    return new Pass(
        pass.output(),
        (dy, gradients, wantDx) -> {
          Tensor dx = pass.backward(dy, gradients).get(input);
          if (!wantDx) {
            return null;
          }
          return dx == null ? ops.full(x.shape(), 0) : dx;
        });
  }

  @Override
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Tensor> state() {
    return state;
  }

  @Override
  public long activationPattern(Tensor x) {
    GraphPass pass = forward(Map.of(onlyInput(), x), Mode.inference());
    long pattern = 1;
    for (Node node : nodes) {
      if (!node.isInput()) {
        List<Tensor> inputs = node.inputs().stream().map(pass::value).toList();
        pattern = 31 * pattern + node.operation().activationPattern(inputs);
      }
    }
    return pattern;
  }

  private Node onlyInput() {
    List<Node> inputs = nodes.stream().filter(Node::isInput).toList();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "graph: as a layer it needs exactly one input, it has " + inputs);
    }
    return inputs.get(0);
  }
}
