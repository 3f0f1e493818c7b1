package dev.gradus.conformance;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Affine;
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
import dev.gradus.nn.loss.BinaryCrossEntropyWithLogits;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What PyTorch computed in f64, an oracle that nobody here wrote. */
final class GoldenRules {
  private static final String INTENT = "Gradus computes what another framework computes";
  private static final String RELATIVE = "1e-10 relative or 1e-12 absolute";

  /** Beyond what the exponential of an operand with its error can be: the bound is infinite. */
  private static final String UNBOUNDED = "bce_with_logits_extreme";

  private GoldenRules() {}

  /** What a case computes, by the names that the numbers of the other framework have. */
  private interface Maker {
    Computed make(TensorOps ops, Golden golden);
  }

  private record Computed(OptionalDouble loss, Map<String, Tensor> tensors) {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.GOLDEN);
    for (Golden golden : Golden.read()) {
      switch (golden.kind()) {
        case "layer" -> add(rules, golden, layer(golden.name()));
        case "loss" -> add(rules, golden, GoldenRules::loss);
        case "optimizer" -> GoldenOptimizers.add(rules, golden);
        default ->
            add(
                rules,
                golden,
                "first the rules golden_layer, golden_loss and golden_optimizer, then training",
                t -> training(t, golden));
      }
    }
    return rules.rules();
  }

  /** A rule in f64. */
  static void add(RuleList rules, Golden golden, String hint, Rule.Check check) {
    rules.add(
        Precision.F64,
        golden.kind() + " " + golden.name(),
        1,
        "agreesWithPyTorch",
        new Rule.Text(RELATIVE, INTENT, hint),
        check);
  }

  private static void add(RuleList rules, Golden golden, Maker maker) {
    String hint = "first the rules op_ and gradient_ of the same name";
    add(rules, golden, hint, t -> inF64(t, golden, maker));
    if (golden.name().equals(UNBOUNDED)) {
      return;
    }
    addRounding(rules, golden, hint, t -> inF32(t, golden, maker));
  }

  /** A rule in f32. */
  static void addRounding(RuleList rules, Golden golden, String hint, Rule.Check check) {
    rules.add(
        Precision.F32,
        golden.kind() + " " + golden.name(),
        2,
        "agreesWithPyTorchButForRounding",
        new Rule.Text("running error bound", INTENT, hint),
        check);
  }

  private static void inF64(Trial t, Golden golden, Maker maker) {
    Computed actual = maker.make(t.ops(), golden);
    actual.loss().ifPresent(loss -> near(t, "value", golden.numbers("value"), new double[] {loss}));
    actual
        .tensors()
        .forEach((key, made) -> near(t, key, golden.numbers(key), t.ops().doubles(made)));
  }

  private static void inF32(Trial t, Golden golden, Maker maker) {
    RunningErrorOps bounded = new RunningErrorOps(t.precision());
    Computed bounds = maker.make(bounded, golden);
    Computed actual = maker.make(t.ops(), golden);
    if (actual.loss().isPresent()) {
      double error = bounded.lossError(bounds.loss().orElseThrow());
      t.compare("value", golden.number("value"), actual.loss().orElseThrow(), error);
    }
    bounds
        .tensors()
        .forEach(
            (key, made) -> {
              double[] errors = bounded.errors(made);
              double[] found = t.ops().doubles(actual.tensors().get(key));
              t.compare(key, golden.numbers(key), found, i -> errors[i]);
            });
  }

  /** To the agreement that is asked for in f64. */
  static void near(Trial t, String what, double[] expected, double[] actual) {
    t.compare(what, expected, actual, i -> Math.max(1e-12, 1e-10 * Math.abs(expected[i])));
  }

  private static Maker layer(String name) {
    return switch (name) {
      case "log_softmax" -> GoldenRules::logSoftmax;
      case "relu" -> (ops, golden) -> layer(ops, golden, new Relu(ops));
      case "sigmoid" -> (ops, golden) -> layer(ops, golden, new Sigmoid(ops));
      case "tanh" -> (ops, golden) -> layer(ops, golden, new Tanh(ops));
      case "softmax" -> (ops, golden) -> layer(ops, golden, new Softmax(ops));
      default -> (ops, golden) -> layer(ops, golden, affine(ops, golden, "parameter."));
    };
  }

  private static Computed layer(TensorOps ops, Golden golden, Layer layer) {
    Pass pass = layer.forward(golden.tensor(ops, "input"), Mode.inference());
    Gradients gradients = new Gradients(ops);
    Map<String, Tensor> made = new LinkedHashMap<>();
    made.put("output", pass.output());
    made.put(
        "inputGradient",
        pass.pullback().apply(golden.tensor(ops, "outputGradient"), gradients, true));
    layer
        .parameters()
        .forEach((name, parameter) -> made.put("gradient." + name, gradients.of(parameter)));
    return new Computed(OptionalDouble.empty(), made);
  }

  /** An operation, not a layer: there is no way back to compare. */
  private static Computed logSoftmax(TensorOps ops, Golden golden) {
    Tensor output = ops.logSoftmax(golden.tensor(ops, "input"));
    return new Computed(OptionalDouble.empty(), Map.of("output", output));
  }

  private static Affine affine(TensorOps ops, Golden golden, String prefix) {
    Parameter weight = Parameter.weight(golden.tensor(ops, prefix + "weight"));
    return golden.has(prefix + "bias")
        ? Affine.of(ops, weight, Parameter.bias(golden.tensor(ops, prefix + "bias")))
        : Affine.withoutBias(ops, weight);
  }

  private static Computed loss(TensorOps ops, Golden golden) {
    Loss loss =
        switch (golden.name()) {
          case "mse" -> new MeanSquaredError(ops, MeanSquaredError.Convention.MEAN);
          case "bce_with_logits", "bce_with_logits_extreme" ->
              new BinaryCrossEntropyWithLogits(ops);
          default -> new SoftmaxCrossEntropy(ops);
        };
    Target target = target(ops, golden);
    LossAndGradient result = loss.evaluate(golden.tensor(ops, "prediction"), target);
    return new Computed(OptionalDouble.of(result.loss()), Map.of("gradient", result.gradient()));
  }

  private static Target target(TensorOps ops, Golden golden) {
    if (golden.has("label_smoothing")) {
      return Target.values(smoothed(ops, golden));
    }
    return golden.has("labels")
        ? Target.labels(golden.labels())
        : Target.values(golden.tensor(ops, "target"));
  }

  /** Of each row's 1, a share is spread over all classes. */
  private static Tensor smoothed(TensorOps ops, Golden golden) {
    Shape shape = golden.values().get("prediction").shape();
    double share = golden.number("label_smoothing");
    double[] rows = new double[shape.size()];
    Arrays.fill(rows, share / shape.columns());
    int[] labels = golden.labels();
    for (int i = 0; i < labels.length; i++) {
      rows[i * shape.columns() + labels[i]] += 1 - share;
    }
    return ops.tensor(shape, rows);
  }

  private static void training(Trial t, Golden golden) {
    TensorOps ops = t.ops();
    String activation = golden.name().substring(golden.name().lastIndexOf('_') + 1);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; golden.has("start.%d.weight".formatted(i)); i += 2) {
      if (i > 0) {
        layers.add(Activation.valueOf(activation.toUpperCase(Locale.ROOT)).layer(ops));
      }
      layers.add(affine(ops, golden, "start.%d.".formatted(i)));
    }
    Sequential network = Sequential.of(layers);
    Objective objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
    Optimizer optimizer = Optimizer.of(ops, network.parameters(), new Sgd(golden.number("lr")));
    Tensor x = golden.tensor(ops, "x");
    int[] labels = golden.labels();
    int batch = (int) golden.number("batch");
    double[] losses = new double[golden.numbers("losses").length];
    for (int step = 0; step < losses.length; step++) {
      int[] picked = new int[batch];
      int[] classes = new int[batch];
      for (int i = 0; i < batch; i++) {
        picked[i] = (step * batch + i) % labels.length;
        classes[i] = labels[picked[i]];
      }
      try (Scope scope = ops.scope()) {
        Objective.Result result =
            objective.gradients(
                ops.gatherRows(x, picked), Target.labels(classes), Mode.inference());
        losses[step] = result.loss();
        optimizer.step(result.gradients());
      }
    }
    near(t, "losses", golden.numbers("losses"), losses);
    network
        .parameters()
        .forEach(
            (name, parameter) ->
                near(t, name, golden.numbers("end." + name), ops.doubles(parameter.value())));
  }
}
