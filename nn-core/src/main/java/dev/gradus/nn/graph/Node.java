package dev.gradus.nn.graph;

import java.util.List;

/**
 * A node of a {@link Graph}: an input, or an operation on earlier nodes. Made by {@link
 * Graph.Builder}; two nodes are the same only if they are the same object.
 */
public final class Node {
  private final String name;
  private final Operation operation;
  private final List<Node> inputs;

  Node(String name, Operation operation, List<Node> inputs) {
    this.name = name;
    this.operation = operation;
    this.inputs = List.copyOf(inputs);
  }

  /**
   * The name, unique within the graph.
   *
   * @return as given to the builder, or made by it
   */
  public String name() {
    return name;
  }

  /**
   * The nodes that this one computes from.
   *
   * @return empty for an input
   */
  public List<Node> inputs() {
    return inputs;
  }

  Operation operation() {
    return operation;
  }

  boolean isInput() {
    return operation == null;
  }

  @Override
  public String toString() {
    return name;
  }
}
