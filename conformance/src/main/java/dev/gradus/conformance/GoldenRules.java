package dev.gradus.conformance;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What PyTorch computed in f64, an oracle that nobody here wrote. */
final class GoldenRules {
  private static final String INTENT = "Gradus computes what another framework computes";
  private static final String RELATIVE = "1e-10 relative or 1e-12 absolute";

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
        default -> GoldenTrainings.add(rules, golden);
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
}
