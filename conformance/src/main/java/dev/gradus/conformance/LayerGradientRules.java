package dev.gradus.conformance;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.Node;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Elu;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Gelu;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.LeakyRelu;
import dev.gradus.nn.layer.LogSoftmax;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.layer.Silu;
import dev.gradus.nn.layer.Softmax;
import dev.gradus.nn.layer.Softplus;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Every layer, by its parameters and its input. */
final class LayerGradientRules {
  private static final Shape ROWS = Shape.of(4, 5);

  /** Of masks, the same in both precisions. */
  private static final RandomSource STEP = RandomSource.ofSeed(7);

  private LayerGradientRules() {}

  private interface Maker {
    Layer make(TensorOps ops);
  }

  static void addTo(RuleList rules) {
    affine(rules);
    activations(rules);
    normalizations(rules);
    containers(rules);
    dropout(rules);
    embedding(rules);
  }

  private static void affine(RuleList rules) {
    layer(rules, "Affine", ROWS, ops -> GradientRules.affine(ops, 5, 3));
    layer(
        rules,
        "Affine without bias",
        ROWS,
        ops -> {
          Affine whole = GradientRules.affine(ops, 5, 3);
          Tensor weight = whole.parameters().get("weight").value();
          return Affine.withoutBias(ops, Parameter.weight(weight));
        });
  }

  private static void activations(RuleList rules) {
    layer(rules, "Relu", ROWS, Relu::new);
    layer(rules, "LeakyRelu", ROWS, ops -> new LeakyRelu(ops, 0.125));
    layer(rules, "Elu", ROWS, ops -> new Elu(ops, 1.5));
    layer(rules, "Gelu", ROWS, Gelu::new);
    layer(rules, "Gelu by tanh", ROWS, ops -> new Gelu(ops, Gelu.Form.TANH));
    layer(rules, "Silu", ROWS, Silu::new);
    layer(rules, "Sigmoid", ROWS, Sigmoid::new);
    layer(rules, "Tanh", ROWS, Tanh::new);
    layer(rules, "Softplus", ROWS, Softplus::new);
    layer(rules, "Softmax", ROWS, Softmax::new);
    layer(rules, "LogSoftmax", ROWS, LogSoftmax::new);
    layer(rules, "Flatten", Shape.of(2, 3, 2, 2), Flatten::new);
  }

  private static void normalizations(RuleList rules) {
    layer(
        rules,
        "LayerNorm",
        ROWS,
        ops -> LayerNorm.of(ops, gain(ops, 5), bias(ops, 5), LayerNorm.DEFAULT_EPSILON));
    layer(rules, "BatchNorm1d", ROWS, ops -> batchNorm(ops, 5));
    inTraining(rules, "BatchNorm1d in training", ROWS, ops -> batchNorm(ops, 5));
  }

  private static BatchNorm1d batchNorm(TensorOps ops, int features) {
    return BatchNorm1d.of(
        ops,
        gain(ops, features),
        bias(ops, features),
        new BatchNorm1d.Statistics(bias(ops, features).value(), ops.full(Shape.of(features), 0.75)),
        BatchNorm1d.DEFAULT_EPSILON,
        BatchNorm1d.DEFAULT_MOMENTUM);
  }

  /** Not 1, so that it is noticed where it is missing. */
  private static Parameter gain(TensorOps ops, int features) {
    double[] values = new double[features];
    Arrays.setAll(values, i -> 1.5 - 0.5 * i);
    return Parameter.gain(ops.tensor(Shape.of(features), values));
  }

  private static Parameter bias(TensorOps ops, int features) {
    return GradientRules.affine(ops, 1, features).parameters().get("bias");
  }

  private static void containers(RuleList rules) {
    layer(
        rules,
        "Sequential",
        ROWS,
        ops ->
            Sequential.of(
                GradientRules.affine(ops, 5, 7),
                new Sigmoid(ops),
                GradientRules.affine(ops, 7, 3),
                new Tanh(ops)));
    layer(
        rules,
        "Sequential with Relu",
        ROWS,
        ops ->
            Sequential.of(
                GradientRules.affine(ops, 5, 7), new Relu(ops), GradientRules.affine(ops, 7, 3)));
    layer(
        rules,
        "Residual",
        ROWS,
        ops ->
            new Residual(
                ops,
                GradientRules.affine(ops, 5, 7),
                new Tanh(ops),
                GradientRules.affine(ops, 7, 5)));
    layer(rules, "Graph", ROWS, LayerGradientRules::graph);
  }

  private static Layer graph(TensorOps ops) {
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Node left = builder.layer("left", GradientRules.affine(ops, 5, 3), x);
    Node right = builder.layer("right", new Tanh(ops), left);
    Node both = builder.concatenate("both", left, builder.multiply("product", left, right));
    return builder.build(builder.add("sum", both, both));
  }

  private static void dropout(RuleList rules) {
    inTraining(rules, "Dropout", ROWS, ops -> new Dropout(ops, 0.5));
    rules.add(
        "Dropout",
        3,
        "dropsTheSameElementsAsTheSpecification",
        Rule.Text.exact("a mask depends on seed, step and place, never on the backend", "op_mul"),
        t -> {
          Shape shape = Shape.of(17, 33);
          t.agree(
              "dropout " + shape,
              Trial.Bound.EXACT,
              Computation.of(
                  (ops, x) -> new Dropout(ops, 0.5).forward(x, Mode.training(STEP)).output()),
              t.samples().normalInput(shape));
        });
  }

  private static void layer(RuleList rules, String name, Shape shape, Maker maker) {
    add(
        rules,
        name,
        shape,
        maker,
        Mode::inference,
        (ops, x) -> GradientCheck.of(ops, maker.make(ops), x));
  }

  private static void inTraining(RuleList rules, String name, Shape shape, Maker maker) {
    add(
        rules,
        name,
        shape,
        maker,
        () -> Mode.training(STEP),
        (ops, x) -> GradientCheck.ofTraining(ops, maker.make(ops), x, STEP));
  }

  private interface Check {
    GradientCheck of(TensorOps ops, Tensor x);
  }

  private interface ModeMaker {
    Mode make();
  }

  private static void add(
      RuleList rules, String name, Shape shape, Maker maker, ModeMaker mode, Check check) {
    rules.add(
        Precision.F64,
        name,
        1,
        "agreesWithCentralDifferences",
        GradientRules.F64,
        t -> {
          t.needsRank(shape.rank());
          Tensor x = t.ops().tensor(shape, t.samples().normal(shape.size()));
          GradientRules.report(t, name, check.of(t.ops(), x));
        });
    rules.add(
        Precision.F32,
        name,
        2,
        "agreesWithTheGradientInF64",
        GradientRules.F32,
        t -> {
          t.needsRank(shape.rank());
          double[] x = t.samples().normal(shape.size());
          double[] dy = t.samples().normal(1000);
          GradientRules.compare(
              t, name, ops -> gradients(ops, maker.make(ops), ops.tensor(shape, x), dy, mode));
        });
  }

  /** By every parameter, and by the input. */
  private static List<Tensor> gradients(
      TensorOps ops, Layer layer, Tensor x, double[] dy, ModeMaker mode) {
    Pass pass = layer.forward(x, mode.make());
    Shape out = pass.output().shape();
    Gradients gradients = new Gradients(ops);
    Tensor dx =
        pass.pullback().apply(ops.tensor(out, Arrays.copyOf(dy, out.size())), gradients, true);
    List<Tensor> all = new ArrayList<>();
    layer.parameters().values().forEach(parameter -> all.add(gradients.of(parameter)));
    all.add(dx);
    return all;
  }

  /** By the parameters alone: an id that is moved is no id. */
  private static void embedding(RuleList rules) {
    Function<TensorOps, Tensor> ids =
        ops -> ops.tensor(Shape.of(3, 2), new double[] {6, 0, 3, 3, 0, 3});
    rules.add(
        Precision.F64,
        "Embedding",
        1,
        "agreesWithCentralDifferences",
        GradientRules.F64,
        t -> {
          t.needsRank(3);
          Target target = Target.values(t.ops().full(Shape.of(3, 4), 0.5));
          GradientRules.report(
              t, "Embedding", GradientCheck.of(embedded(t.ops()), ids.apply(t.ops()), target));
        });
    rules.add(
        Precision.F32,
        "Embedding",
        2,
        "agreesWithTheGradientInF64",
        GradientRules.F32,
        t -> {
          t.needsRank(3);
          double[] dy = t.samples().normal(1000);
          GradientRules.compare(
              t,
              "Embedding",
              ops -> gradients(ops, table(ops), ids.apply(ops), dy, Mode::inference));
        });
  }

  private static Embedding table(TensorOps ops) {
    Affine drawn = GradientRules.affine(ops, 3, 7);
    return Embedding.of(ops, drawn.parameters().get("weight"));
  }

  private static Objective embedded(TensorOps ops) {
    Layer network = Sequential.of(table(ops), new Flatten(ops), GradientRules.affine(ops, 6, 4));
    return new Objective(ops, network, new MeanSquaredError(ops, MeanSquaredError.Convention.MEAN));
  }
}
