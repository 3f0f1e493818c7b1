package dev.gradus.conformance;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.check.GradientReport;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;

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

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.GRADIENTS);
    LayerGradientRules.addTo(rules);
    LossGradientRules.addTo(rules);
    return rules.rules();
  }

  /** Weights that f32 holds exactly, so that both precisions have the same network. */
  static Initializer weights() {
    return (shape, random) -> inFloat(Initializer.xavier().values(shape, random));
  }

  private static double[] inFloat(double[] values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }

  /** With drawn weights and biases that f32 holds exactly. */
  static Affine affine(TensorOps ops, int in, int out) {
    RandomSource random = RandomSource.ofSeed(7);
    double[] bias = inFloat(Initializer.uniform(1).values(Shape.of(out), random.at("bias")));
    Tensor w = ops.tensor(Shape.of(out, in), weights().values(Shape.of(out, in), random));
    return Affine.of(ops, Parameter.weight(w), Parameter.bias(ops.tensor(Shape.of(out), bias)));
  }

  static void report(Trial t, String name, GradientCheck check) {
    GradientReport report = check.report();
    t.holds(report.passes(GradientCheck.TOLERANCE), () -> "%s: %s".formatted(name, report));
    t.compare(name, 0, report.worst(), GradientCheck.TOLERANCE);
    t.leftOutAtKinks(report.leftOut());
  }

  /** Some gradients, on any operations. */
  interface Gradient {
    List<Tensor> of(TensorOps ops);
  }

  /** Computes gradients on both sides, and compares. */
  static void compare(Trial t, String name, Gradient gradient) {
    RunningErrorOps bounded = new RunningErrorOps(t.precision());
    compare(t, name, bounded, gradient.of(bounded), gradient.of(t.ops()));
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
}
