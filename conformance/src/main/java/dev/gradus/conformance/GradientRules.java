package dev.gradus.conformance;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.check.GradientReport;
import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.Node;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.loss.BinaryCrossEntropy;
import dev.gradus.nn.loss.BinaryCrossEntropyWithLogits;
import dev.gradus.nn.loss.CrossEntropy;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Every layer and loss: in f64 against central differences, in f32 against the specification's
 * gradient in f64.
 */
final class GradientRules {
  /** Roundings that one layer's gradient may carry, in units of u of its largest element. */
  private static final double UNITS_PER_LAYER = 64;

  private static final Rule.Text F64 =
      new Rule.Text(
          "1e-7 of the tensor's largest gradient",
          "backpropagation equals central differences",
          "the gradient's own operation: its rule in the family op");
  private static final Rule.Text F32 =
      new Rule.Text(
          "64u per layer of the tensor's largest gradient",
          "the f32 gradient is the f64 gradient, rounded",
          "the gradient's own operation: its rule in the family op");

  private GradientRules() {}

  private interface Maker<T> {
    T make(TensorOps ops);
  }

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.GRADIENTS);
    layers(rules);
    losses(rules);
    RandomNetworks.add(rules);
    return rules.rules();
  }

  /** Weights that f32 holds exactly, so that both precisions have the same network. */
  static Initializer weights() {
    return (shape, random) -> {
      double[] values = Initializer.xavier().values(shape, random);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) values[i];
      }
      return values;
    };
  }

  private static Affine affine(TensorOps ops, int in, int out) {
    RandomSource random = RandomSource.ofSeed(7);
    double[] bias = Initializer.uniform(1).values(Shape.of(out), random.at("bias"));
    for (int i = 0; i < out; i++) {
      bias[i] = (float) bias[i];
    }
    Tensor w = ops.tensor(Shape.of(out, in), weights().values(Shape.of(out, in), random));
    return Affine.of(ops, Parameter.weight(w), Parameter.bias(ops.tensor(Shape.of(out), bias)));
  }

  private static Layer graph(TensorOps ops) {
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Node left = builder.layer("left", affine(ops, 5, 3), x);
    Node right = builder.layer("right", new Tanh(ops), left);
    Node both = builder.concatenate("both", left, builder.multiply("product", left, right));
    return builder.build(builder.add("sum", both, both));
  }

  private static void layers(RuleList rules) {
    layer(rules, "Affine", 1, Shape.of(4, 5), ops -> affine(ops, 5, 3));
    layer(
        rules,
        "Affine without bias",
        1,
        Shape.of(4, 5),
        ops ->
            Affine.withoutBias(
                ops, Parameter.weight(affine(ops, 5, 3).parameters().get("weight").value())));
    layer(rules, "Relu", 1, Shape.of(4, 5), Relu::new);
    layer(rules, "Sigmoid", 1, Shape.of(4, 5), Sigmoid::new);
    layer(rules, "Tanh", 1, Shape.of(4, 5), Tanh::new);
    layer(rules, "Softmax", 1, Shape.of(4, 5), Softmax::new);
    layer(rules, "Flatten", 1, Shape.of(2, 3, 2, 2), Flatten::new);
    layer(
        rules,
        "Sequential",
        4,
        Shape.of(4, 5),
        ops ->
            Sequential.of(affine(ops, 5, 7), new Sigmoid(ops), affine(ops, 7, 3), new Tanh(ops)));
    layer(rules, "Graph", 5, Shape.of(4, 5), GradientRules::graph);
  }

  private static void layer(
      RuleList rules, String name, int depth, Shape shape, Maker<Layer> maker) {
    rules.add(
        Precision.F64,
        name,
        1,
        "agreesWithCentralDifferences",
        F64,
        t -> {
          t.needsRank(shape.rank());
          Tensor x = t.ops().tensor(shape, t.samples().normal(shape.size()));
          report(t, name, GradientCheck.of(t.ops(), maker.make(t.ops()), x));
        });
    rules.add(
        Precision.F32,
        name,
        2,
        "agreesWithTheGradientInF64",
        F32,
        t -> {
          t.needsRank(shape.rank());
          double[] x = t.samples().normal(shape.size());
          double[] dy = t.samples().normal(1000);
          TensorOps specification = new dev.gradus.tensor.reference.ReferenceOps(Precision.F64);
          compare(
              t,
              name,
              depth,
              gradients(specification, maker.make(specification), shape, x, dy),
              gradients(t.ops(), maker.make(t.ops()), shape, x, dy));
        });
  }

  static void report(Trial t, String name, GradientCheck check) {
    GradientReport report = check.report();
    t.holds(report.passes(GradientCheck.TOLERANCE), () -> "%s: %s".formatted(name, report));
    t.compare(name, 0, report.worst(), GradientCheck.TOLERANCE);
  }

  /** By every parameter, and by the input. */
  private static List<double[]> gradients(
      TensorOps ops, Layer layer, Shape shape, double[] x, double[] dy) {
    Pass pass = layer.forward(ops.tensor(shape, x), Mode.inference());
    Shape out = pass.output().shape();
    Gradients gradients = new Gradients(ops);
    Tensor dx =
        pass.pullback()
            .apply(ops.tensor(out, java.util.Arrays.copyOf(dy, out.size())), gradients, true);
    List<double[]> all = new ArrayList<>();
    layer.parameters().values().forEach(parameter -> all.add(ops.doubles(gradients.of(parameter))));
    all.add(ops.doubles(dx));
    return all;
  }

  static void compare(
      Trial t, String name, int depth, List<double[]> expected, List<double[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      double largest = 0;
      for (double gradient : expected.get(i)) {
        largest = Math.max(largest, Math.abs(gradient));
      }
      double bound = UNITS_PER_LAYER * depth * t.u() * largest;
      t.compare("gradient %d of %s".formatted(i, name), expected.get(i), actual.get(i), e -> bound);
    }
  }

  private static void losses(RuleList rules) {
    Shape shape = Shape.of(6, 4);
    Function<Trial, double[]> logits = t -> t.samples().normal(24, 2);
    Function<Trial, double[]> probabilities = t -> t.samples().uniform(24, 0.05, 0.95);
    double[] oneHot = new double[24];
    int[] labels = {1, 0, 3, 2, 2, 1};
    for (int i = 0; i < labels.length; i++) {
      oneHot[i * 4 + labels[i]] = 1;
    }
    Maker<Target> byLabel = ops -> Target.labels(labels);
    Maker<Target> byRow = ops -> Target.values(ops.tensor(shape, oneHot));
    loss(rules, "SoftmaxCrossEntropy", 1, shape, logits, SoftmaxCrossEntropy::new, byLabel);
    loss(rules, "SoftmaxCrossEntropy of rows", 1, shape, logits, SoftmaxCrossEntropy::new, byRow);
    loss(rules, "CrossEntropy", 1, shape, probabilities, CrossEntropy::new, byLabel);
    loss(rules, "BinaryCrossEntropy", 1, shape, probabilities, BinaryCrossEntropy::new, byRow);
    loss(
        rules,
        "BinaryCrossEntropyWithLogits",
        1,
        shape,
        logits,
        BinaryCrossEntropyWithLogits::new,
        byRow);
    for (MeanSquaredError.Convention convention : MeanSquaredError.Convention.values()) {
      String name = "MeanSquaredError " + convention.name().toLowerCase(java.util.Locale.ROOT);
      loss(rules, name, 1, shape, logits, ops -> new MeanSquaredError(ops, convention), byRow);
    }
    rules.add(
        Precision.F64,
        "L2Penalty",
        1,
        "agreesWithCentralDifferences",
        F64,
        t -> {
          Tensor x = t.ops().tensor(Shape.of(6, 5), t.samples().normal(30));
          Objective objective =
              new Objective(
                  t.ops(),
                  affine(t.ops(), 5, 4),
                  new SoftmaxCrossEntropy(t.ops()),
                  new L2Penalty(t.ops(), 0.3));
          report(t, "L2Penalty", GradientCheck.of(objective, x, Target.labels(labels)));
        });
  }

  private static void loss(
      RuleList rules,
      String name,
      int depth,
      Shape shape,
      Function<Trial, double[]> prediction,
      Maker<Loss> maker,
      Maker<Target> target) {
    rules.add(
        Precision.F64,
        name,
        1,
        "agreesWithCentralDifferences",
        F64,
        t -> {
          Tensor y = t.ops().tensor(shape, prediction.apply(t));
          report(t, name, GradientCheck.of(t.ops(), maker.make(t.ops()), y, target.make(t.ops())));
        });
    rules.add(
        Precision.F32,
        name,
        2,
        "agreesWithTheGradientInF64",
        F32,
        t -> {
          double[] y = prediction.apply(t);
          TensorOps specification = new dev.gradus.tensor.reference.ReferenceOps(Precision.F64);
          LossAndGradient expected =
              maker
                  .make(specification)
                  .evaluate(specification.tensor(shape, y), target.make(specification));
          LossAndGradient actual =
              maker.make(t.ops()).evaluate(t.ops().tensor(shape, y), target.make(t.ops()));
          t.compare(
              "loss of " + name,
              expected.loss(),
              actual.loss(),
              UNITS_PER_LAYER * t.u() * Math.abs(expected.loss()));
          compare(
              t,
              name,
              depth,
              List.of(specification.doubles(expected.gradient())),
              List.of(t.ops().doubles(actual.gradient())));
        });
  }

  /** Perceptrons whose depth, widths, activation and batch are drawn. */
  private static final class RandomNetworks {
    private static final int NETWORKS = 4;

    static void add(RuleList rules) {
      for (int i = 0; i < NETWORKS; i++) {
        int number = i + 1;
        rules.add(
            Precision.F64,
            "random perceptron",
            number,
            "agreesWithCentralDifferences",
            F64,
            t -> {
              Drawn drawn = Drawn.of(number);
              Tensor x =
                  t.ops().tensor(Shape.of(drawn.labels.length, drawn.widths.get(0)), drawn.x);
              report(
                  t,
                  drawn.toString(),
                  GradientCheck.of(drawn.objective(t.ops()), x, Target.labels(drawn.labels))
                      .sampling(20, drawn.random));
            });
        rules.add(
            Precision.F32,
            "random perceptron",
            NETWORKS + number,
            "agreesWithTheGradientInF64",
            F32,
            t -> {
              Drawn drawn = Drawn.of(number);
              TensorOps specification = new dev.gradus.tensor.reference.ReferenceOps(Precision.F64);
              compare(
                  t,
                  drawn.toString(),
                  2 * drawn.widths.size(),
                  drawn.gradients(specification),
                  drawn.gradients(t.ops()));
            });
      }
    }
  }

  private record Drawn(
      RandomSource random, List<Integer> widths, Activation activation, double[] x, int[] labels) {
    static Drawn of(int number) {
      RandomSource random =
          RandomSource.ofSeed(Conformance.SEED).at("random perceptron").at(number);
      List<Integer> widths = new ArrayList<>();
      // Deeper sigmoids shrink the gradient into the noise of the difference quotient.
      int depth = 2 + random.below(2, 0);
      for (int i = 0; i <= depth; i++) {
        widths.add(2 + random.below(17, i + 1));
      }
      int batch = 1 + random.below(12, 20);
      int[] labels = new int[batch];
      for (int i = 0; i < batch; i++) {
        labels[i] = random.at("labels").below(widths.get(depth), i);
      }
      double[] x = new double[batch * widths.get(0)];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.at("x").normal(i);
      }
      Activation[] activations = Activation.values();
      return new Drawn(
          random, widths, activations[random.below(activations.length, 30)], x, labels);
    }

    Objective objective(TensorOps ops) {
      return new Objective(
          ops,
          Sequential.perceptron(ops, widths, activation, weights(), random),
          new SoftmaxCrossEntropy(ops));
    }

    List<double[]> gradients(TensorOps ops) {
      Objective objective = objective(ops);
      Gradients gradients =
          objective
              .gradients(
                  ops.tensor(Shape.of(labels.length, widths.get(0)), x),
                  Target.labels(labels),
                  Mode.inference())
              .gradients();
      return objective.network().parameters().values().stream()
          .map(p -> ops.doubles(gradients.of(p)))
          .toList();
    }

    @Override
    public String toString() {
      return "perceptron %s, %s, batch %d, seed %d"
          .formatted(widths, activation, labels.length, Conformance.SEED);
    }
  }
}
