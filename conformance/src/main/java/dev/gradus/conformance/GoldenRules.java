package dev.gradus.conformance;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
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

  /** What a case computes. */
  private interface Maker {
    Computed make(TensorOps ops, Golden golden);
  }

  /** By the names that the numbers of the other framework have. */
  record Computed(OptionalDouble loss, Map<String, Tensor> tensors) {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.GOLDEN);
    for (Golden golden : Golden.read()) {
      switch (golden.kind()) {
        case "layer" -> add(rules, golden, GoldenLayers::compute);
        case "loss" -> add(rules, golden, GoldenLosses::compute);
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

  private static void training(Trial t, Golden golden) {
    TensorOps ops = t.ops();
    String activation = golden.name().substring(golden.name().lastIndexOf('_') + 1);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; golden.has("start.%d.weight".formatted(i)); i += 2) {
      if (i > 0) {
        layers.add(Activation.valueOf(activation.toUpperCase(Locale.ROOT)).layer(ops));
      }
      layers.add(GoldenLayers.affine(ops, golden, "start.%d.".formatted(i)));
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
