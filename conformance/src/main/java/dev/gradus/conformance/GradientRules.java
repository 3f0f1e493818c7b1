package dev.gradus.conformance;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.check.GradientReport;
import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.Node;
import dev.gradus.nn.init.Initializer;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Every layer and loss: in f64 against central differences, in f32 against the gradient in f64,
 * element by element within the bound that {@link RunningErrorOps} derives.
 */
final class GradientRules {
  static final Rule.Text F64 =
      new Rule.Text(
          "1e-7·max|gradient|",
          "backpropagation equals central differences",
          "the gradient's own operation: its rule in the family op");
  static final Rule.Text F32 =
      new Rule.Text(
          "running error bound",
          "the f32 gradient is the f64 gradient, but for what its operations may round",
          "the gradient's own operation: its rule in the family op");

  private GradientRules() {}

  private interface Maker<T> {
    T make(TensorOps ops);
  }

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.GRADIENTS);
    layers(rules);
    losses(rules);
    return rules.rules();
  }

  /** Weights that f32 holds exactly, so that both precisions have the same network. */
  static Initializer weights() {
    return (shape, random) -> inFloat(Initializer.xavier().values(shape, random));
  }

  private static double[] inFloat(double[] values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  private static Affine affine(TensorOps ops, int in, int out) {
    RandomSource random = RandomSource.ofSeed(7);
    double[] bias = inFloat(Initializer.uniform(1).values(Shape.of(out), random.at("bias")));
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
    layer(rules, "Affine", Shape.of(4, 5), ops -> affine(ops, 5, 3));
    layer(
        rules,
        "Affine without bias",
        Shape.of(4, 5),
        ops ->
            Affine.withoutBias(
                ops, Parameter.weight(affine(ops, 5, 3).parameters().get("weight").value())));
    layer(rules, "Relu", Shape.of(4, 5), Relu::new);
    layer(rules, "Sigmoid", Shape.of(4, 5), Sigmoid::new);
    layer(rules, "Tanh", Shape.of(4, 5), Tanh::new);
    layer(rules, "Softmax", Shape.of(4, 5), Softmax::new);
    layer(rules, "Flatten", Shape.of(2, 3, 2, 2), Flatten::new);
    layer(
        rules,
        "Sequential",
        Shape.of(4, 5),
        ops ->
            Sequential.of(affine(ops, 5, 7), new Sigmoid(ops), affine(ops, 7, 3), new Tanh(ops)));
    layer(
        rules,
        "Sequential with Relu",
        Shape.of(4, 5),
        ops -> Sequential.of(affine(ops, 5, 7), new Relu(ops), affine(ops, 7, 3)));
    layer(rules, "Graph", Shape.of(4, 5), GradientRules::graph);
  }

  private static void layer(RuleList rules, String name, Shape shape, Maker<Layer> maker) {
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
          RunningErrorOps bounded = new RunningErrorOps(t.precision());
          compare(
              t,
              name,
              bounded,
              gradients(bounded, maker.make(bounded), shape, x, dy),
              gradients(t.ops(), maker.make(t.ops()), shape, x, dy));
        });
  }

  static void report(Trial t, String name, GradientCheck check) {
    GradientReport report = check.report();
    t.holds(report.passes(GradientCheck.TOLERANCE), () -> "%s: %s".formatted(name, report));
    t.compare(name, 0, report.worst(), GradientCheck.TOLERANCE);
    t.leftOutAtKinks(report.leftOut());
  }

  /** By every parameter, and by the input. */
  private static List<Tensor> gradients(
      TensorOps ops, Layer layer, Shape shape, double[] x, double[] dy) {
    Pass pass = layer.forward(ops.tensor(shape, x), Mode.inference());
    Shape out = pass.output().shape();
    Gradients gradients = new Gradients(ops);
    Tensor dx =
        pass.pullback().apply(ops.tensor(out, Arrays.copyOf(dy, out.size())), gradients, true);
    List<Tensor> all = new ArrayList<>();
    layer.parameters().values().forEach(parameter -> all.add(gradients.of(parameter)));
    all.add(dx);
    return all;
  }

  /** Each gradient within the bounds that the other side has derived. */
  static void compare(
      Trial t, String name, RunningErrorOps bounded, List<Tensor> expected, List<Tensor> actual) {
    for (int i = 0; i < expected.size(); i++) {
      double[] errors = bounded.errors(expected.get(i));
      t.compare(
          "gradient %d of %s".formatted(i, name),
          bounded.doubles(expected.get(i)),
          t.ops().doubles(actual.get(i)),
          e -> errors[e]);
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
    loss(rules, "SoftmaxCrossEntropy", shape, logits, SoftmaxCrossEntropy::new, byLabel);
    loss(rules, "SoftmaxCrossEntropy of rows", shape, logits, SoftmaxCrossEntropy::new, byRow);
    loss(rules, "CrossEntropy", shape, probabilities, CrossEntropy::new, byLabel);
    loss(rules, "BinaryCrossEntropy", shape, probabilities, BinaryCrossEntropy::new, byRow);
    loss(
        rules,
        "BinaryCrossEntropyWithLogits",
        shape,
        logits,
        BinaryCrossEntropyWithLogits::new,
        byRow);
    for (MeanSquaredError.Convention convention : MeanSquaredError.Convention.values()) {
      String name = "MeanSquaredError " + convention.name().toLowerCase(Locale.ROOT);
      loss(rules, name, shape, logits, ops -> new MeanSquaredError(ops, convention), byRow);
    }
    rules.add(
        Precision.F64,
        "L2Penalty",
        1,
        "agreesWithCentralDifferences",
        F64,
        t -> {
          Tensor x = t.ops().tensor(Shape.of(6, 5), t.samples().normal(30));
          report(t, "L2Penalty", GradientCheck.of(penalized(t.ops()), x, Target.labels(labels)));
        });
    rules.add(
        Precision.F32,
        "L2Penalty",
        2,
        "agreesWithTheGradientInF64",
        F32,
        t -> {
          double[] x = t.samples().normal(30);
          RunningErrorOps bounded = new RunningErrorOps(t.precision());
          compare(
              t,
              "L2Penalty",
              bounded,
              penalized(bounded, x, labels),
              penalized(t.ops(), x, labels));
        });
  }

  private static Objective penalized(TensorOps ops) {
    return new Objective(
        ops, affine(ops, 5, 4), new SoftmaxCrossEntropy(ops), new L2Penalty(ops, 0.3));
  }

  private static List<Tensor> penalized(TensorOps ops, double[] x, int[] labels) {
    Objective objective = penalized(ops);
    Gradients gradients =
        objective
            .gradients(ops.tensor(Shape.of(6, 5), x), Target.labels(labels), Mode.inference())
            .gradients();
    return objective.network().parameters().values().stream().map(gradients::of).toList();
  }

  private static void loss(
      RuleList rules,
      String name,
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
          RunningErrorOps bounded = new RunningErrorOps(t.precision());
          LossAndGradient expected =
              maker.make(bounded).evaluate(bounded.tensor(shape, y), target.make(bounded));
          LossAndGradient actual =
              maker.make(t.ops()).evaluate(t.ops().tensor(shape, y), target.make(t.ops()));
          t.compare(
              "loss of " + name,
              expected.loss(),
              actual.loss(),
              bounded.lossError(expected.loss()));
          compare(t, name, bounded, List.of(expected.gradient()), List.of(actual.gradient()));
        });
  }
}
