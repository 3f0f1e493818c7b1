package dev.gradus.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);

  private Tensor number(double value) {
    return ops.full(Shape.scalar(), value);
  }

  private double number(Tensor t) {
    return ops.doubles(t)[0];
  }

  private Map<Node, Tensor> backward(GraphPass pass) {
    return pass.backward(number(1), new Gradients(ops));
  }

  @Test
  void twoApplesWithTaxCostTwoHundredAndTwentyYen() {
    Graph.Builder builder = Graph.builder(ops);
    Node price = builder.input("price");
    Node count = builder.input("count");
    Node tax = builder.input("tax");
    Node apples = builder.multiply("apples", price, count);
    Graph graph = builder.build(builder.multiply("total", apples, tax));
    GraphPass pass =
        graph.forward(
            Map.of(price, number(100), count, number(2), tax, number(1.1)), Mode.inference());
    Map<Node, Tensor> derivatives = backward(pass);
    assertEquals(220, number(pass.output()), 1e-12);
    assertEquals(200, number(pass.value(apples)), 1e-12);
    assertEquals(2.2, number(derivatives.get(price)), 1e-12);
    assertEquals(110, number(derivatives.get(count)), 1e-12);
    assertEquals(200, number(derivatives.get(tax)), 1e-12);
  }

  @Test
  void applesAndOrangesCostSevenHundredAndFifteenYen() {
    Graph.Builder builder = Graph.builder(ops);
    Node apple = builder.input("apple");
    Node apples = builder.input("apples");
    Node orange = builder.input("orange");
    Node oranges = builder.input("oranges");
    Node tax = builder.input("tax");
    Node fruit =
        builder.add(
            "fruit",
            builder.multiply("all apples", apple, apples),
            builder.multiply("all oranges", orange, oranges));
    Graph graph = builder.build(builder.multiply("total", fruit, tax));
    GraphPass pass =
        graph.forward(
            Map.of(
                apple,
                number(100),
                apples,
                number(2),
                orange,
                number(150),
                oranges,
                number(3),
                tax,
                number(1.1)),
            Mode.inference());
    Map<Node, Tensor> derivatives = backward(pass);
    assertEquals(715, number(pass.output()), 1e-12);
    assertEquals(2.2, number(derivatives.get(apple)), 1e-12);
    assertEquals(110, number(derivatives.get(apples)), 1e-12);
    assertEquals(3.3, number(derivatives.get(orange)), 1e-12);
    assertEquals(165, number(derivatives.get(oranges)), 1e-12);
    assertEquals(650, number(derivatives.get(tax)), 1e-12);
  }

  @Test
  void aNodeUsedTwiceGetsTheSumOfItsGradients() {
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Node y = builder.input("y");
    Node sum = builder.add("x+y", x, y);
    Graph graph = builder.build(builder.multiply("z", sum, sum));
    GraphPass pass = graph.forward(Map.of(x, number(3), y, number(4)), Mode.inference());
    assertEquals(49, number(pass.output()));
    assertEquals(2 * (3 + 4), number(backward(pass).get(x)));
  }

  @Test
  void aPolynomialOfTwoVariablesHasItsPartialDerivative() {
    double x = 1.5;
    double y = -0.7;
    Graph.Builder builder = Graph.builder(ops);
    Node nodeX = builder.input("x");
    Node nodeY = builder.input("y");
    Node three = builder.input("3");
    Node mixed = builder.multiply("3xy", three, builder.multiply("xy", nodeX, nodeY));
    Node squares =
        builder.add(
            "x²+y²", builder.multiply("x²", nodeX, nodeX), builder.multiply("y²", nodeY, nodeY));
    Graph graph = builder.build(builder.add("sum", squares, mixed));
    GraphPass pass =
        graph.forward(
            Map.of(nodeX, number(x), nodeY, number(y), three, number(3)), Mode.inference());
    Map<Node, Tensor> derivatives = backward(pass);
    assertEquals(x * x + 3 * x * y + y * y, number(pass.output()), 1e-12);
    assertEquals(2 * x + 3 * y, number(derivatives.get(nodeX)), 1e-12);
    assertEquals(3 * x + 2 * y, number(derivatives.get(nodeY)), 1e-12);
  }

  @Test
  void aGraphWithBranchesPassesTheGradientCheckAsALayer() {
    RandomSource random = RandomSource.ofSeed(3);
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Node left = builder.layer("left", Affine.of(ops, 3, 2, Initializer.xavier(), random), x);
    Node bent = builder.layer("bent", new Tanh(ops), left);
    Node both = builder.concatenate("both", bent, x);
    Graph graph =
        builder.build(
            builder.layer("out", Affine.of(ops, 5, 2, Initializer.xavier(), random.at(1)), both));
    Tensor input = ops.tensor(Shape.of(2, 3), new double[] {0.3, -1, 0.5, 1.2, 0.1, -0.4});
    GradientCheck.of(ops, graph, input).requireRight();
    assertEquals(
        List.of("left.weight", "left.bias", "out.weight", "out.bias"),
        List.copyOf(graph.parameters().keySet()));
  }

  @Test
  void anyNetworkCanBeDrawnWithTheShapeOfEveryNode() {
    Sequential network =
        Sequential.perceptron(
            ops, List.of(4, 3, 2), Activation.RELU, Initializer.he(), RandomSource.ofSeed(1));
    Graph graph = Graph.of(ops, network);
    Node input = graph.nodes().get(0);
    GraphPass pass = graph.forward(Map.of(input, ops.full(Shape.of(5, 4), 1)), Mode.inference());
    assertEquals(
        """
        digraph {
          rankdir=LR;
          n0 [shape=ellipse, label="input\\ninput\\n[5, 4]"];
          n1 [shape=box, label="0\\nAffine 4→3\\n[5, 3]"];
          n2 [shape=box, label="1\\nReLU\\n[5, 3]"];
          n3 [shape=box, label="2\\nAffine 3→2\\n[5, 2]"];
          n0 -> n1;
          n1 -> n2;
          n2 -> n3;
        }
        """,
        pass.toDot());
  }

  @Test
  void aDrawingNamesEveryOperation() {
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Node y = builder.input("y");
    Node sum = builder.add("s", x, y);
    Node product = builder.multiply("p", sum, y);
    Graph graph = builder.build(builder.concatenate("c", product, x));
    Tensor row = ops.full(Shape.of(1, 2), 1);
    String dot = graph.forward(Map.of(x, row, y, row), Mode.inference()).toDot();
    assertTrue(dot.contains("label=\"s\\n+\\n[1, 2]\""), dot);
    assertTrue(dot.contains("label=\"p\\n×\\n[1, 2]\""), dot);
    assertTrue(dot.contains("label=\"c\\nconcatenate\\n[1, 4]\""), dot);
  }

  @Test
  void aForeignOutputIsRefused() {
    Node foreign = Graph.builder(ops).input("foreign");
    Graph.Builder builder = Graph.builder(ops);
    builder.input("x");
    assertThrows(IllegalArgumentException.class, () -> builder.build(foreign));
  }

  @Test
  void aMissingInputAndAForeignNodeAreNamed() {
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Graph graph = builder.build(builder.multiply("square", x, x));
    String missing =
        assertThrows(
                IllegalArgumentException.class, () -> graph.forward(Map.of(), Mode.inference()))
            .getMessage();
    assertEquals("graph: input 'x' has no value", missing);
    Node foreign = Graph.builder(ops).input("foreign");
    String refused =
        assertThrows(IllegalArgumentException.class, () -> builder.add("sum", x, foreign))
            .getMessage();
    assertTrue(refused.startsWith("graph: node 'foreign' belongs to another graph"), refused);
  }
}
