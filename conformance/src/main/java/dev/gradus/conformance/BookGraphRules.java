package dev.gradus.conformance;

import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.GraphPass;
import dev.gradus.nn.graph.Node;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Mode;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The worked computational graphs. */
final class BookGraphRules {
  private BookGraphRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.BOOK);
    rules.add(
        "apples",
        1,
        "cost220",
        BookRules.text("2 apples at 100 with 10 % tax, and the three derivatives"),
        t -> {
          Graph.Builder builder = Graph.builder(t.ops());
          Node price = builder.input("price");
          Node count = builder.input("count");
          Node tax = builder.input("tax");
          Graph graph =
              builder.build(builder.multiply("total", builder.multiply("sum", price, count), tax));
          check(
              t,
              graph,
              Map.of(price, 100.0, count, 2.0, tax, 1.1),
              220,
              Map.of(price, 2.2, count, 110.0, tax, 200.0));
        });
    rules.add(
        "apples and oranges",
        1,
        "cost715",
        BookRules.text(
            "2 apples at 100 and 3 oranges at 150 with 10 % tax, and all five derivatives"),
        t -> {
          Graph.Builder builder = Graph.builder(t.ops());
          Node apple = builder.input("apple");
          Node apples = builder.input("apples");
          Node orange = builder.input("orange");
          Node oranges = builder.input("oranges");
          Node tax = builder.input("tax");
          Node both =
              builder.add(
                  "both",
                  builder.multiply("a", apple, apples),
                  builder.multiply("o", orange, oranges));
          Graph graph = builder.build(builder.multiply("total", both, tax));
          check(
              t,
              graph,
              Map.of(apple, 100.0, apples, 2.0, orange, 150.0, oranges, 3.0, tax, 1.1),
              715,
              Map.of(apple, 2.2, apples, 110.0, orange, 3.3, oranges, 165.0, tax, 650.0));
        });
    rules.add(
        "square of a sum",
        1,
        "hasTwiceTheSumAsDerivative",
        BookRules.text("z = (x + y)²: dz/dx = 2(x + y); a node used twice adds up"),
        t -> {
          Graph.Builder builder = Graph.builder(t.ops());
          Node x = builder.input("x");
          Node y = builder.input("y");
          Node sum = builder.add("sum", x, y);
          check(
              t,
              builder.build(builder.multiply("square", sum, sum)),
              Map.of(x, 3.0, y, -1.5),
              2.25,
              Map.of(x, 3.0, y, 3.0, sum, 3.0));
        });
    rules.add(
        "polynomial",
        1,
        "hasItsPartialDerivatives",
        BookRules.text("x² + 3xy + y²: ∂/∂x = 2x + 3y"),
        t -> {
          Graph.Builder builder = Graph.builder(t.ops());
          Node x = builder.input("x");
          Node y = builder.input("y");
          Node three = builder.input("three");
          Node product = builder.multiply("3xy", three, builder.multiply("xy", x, y));
          Node squares =
              builder.add("squares", builder.multiply("xx", x, x), builder.multiply("yy", y, y));
          check(
              t,
              builder.build(builder.add("f", squares, product)),
              Map.of(x, 2.0, y, 5.0, three, 3.0),
              59,
              Map.of(x, 19.0, y, 16.0));
        });
    rules.add(
        "nodes",
        1,
        "swapInMultiplicationAndPassOnInAddition",
        BookRules.text("the two nodes' way back"),
        t -> {
          Graph.Builder products = Graph.builder(t.ops());
          Node a = products.input("a");
          Node b = products.input("b");
          check(
              t,
              products.build(products.multiply("ab", a, b)),
              Map.of(a, 10.0, b, 5.0),
              50,
              Map.of(a, 5.0, b, 10.0));
          Graph.Builder sums = Graph.builder(t.ops());
          Node c = sums.input("c");
          Node d = sums.input("d");
          check(
              t,
              sums.build(sums.add("cd", c, d)),
              Map.of(c, 10.0, d, 5.0),
              15,
              Map.of(c, 1.0, d, 1.0));
        });
    return rules.rules();
  }

  private static void check(
      Trial t, Graph graph, Map<Node, Double> inputs, double value, Map<Node, Double> derivatives) {
    TensorOps ops = t.ops();
    Map<Node, Tensor> tensors = new LinkedHashMap<>();
    inputs.forEach((node, number) -> tensors.put(node, ops.full(Shape.scalar(), number)));
    GraphPass pass = graph.forward(tensors, Mode.inference());
    BookRules.near(t, "value", value, ops.doubles(pass.output())[0]);
    Map<Node, Tensor> back = pass.backward(ops.full(Shape.scalar(), 1), new Gradients(ops));
    derivatives.forEach(
        (node, expected) ->
            BookRules.near(t, "derivative by " + node, expected, ops.doubles(back.get(node))[0]));
  }
}
