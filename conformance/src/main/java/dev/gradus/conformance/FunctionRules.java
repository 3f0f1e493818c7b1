package dev.gradus.conformance;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/**
 * exp, log, tanh, expm1, log1p and erf: within 4 units in the last place of the result. Where the
 * result is smaller than the smallest normal number, it may be lost to 0.
 */
final class FunctionRules {
  private static final double ULPS = 4;

  /** The specification's own expansion of erf in f64 is up to 4 off a libm's itself. */
  private static final double ERF_ULPS = 8;

  private FunctionRules() {}

  private interface Function {
    Tensor apply(TensorOps ops, Tensor a);
  }

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    function(
        rules,
        "exp",
        TensorOps::exp,
        -20,
        20,
        new double[] {-87, -86.5, 88, 88.5, -745, -103, 709, 89, 710, 1e30, -1e30});
    function(
        rules,
        "log",
        TensorOps::log,
        0,
        50,
        new double[] {1, 1 + 0x1p-20, 1 - 0x1p-20, 1 + 0x1p-23, 1e-30, 1e30, 0, -1});
    function(
        rules,
        "tanh",
        TensorOps::tanh,
        -6,
        6,
        new double[] {1e-20, -1e-5, 0.54, 0.56, 9, 9.1, 19, 22, -30, 1e30});
    function(
        rules,
        "expm1",
        TensorOps::expm1,
        -3,
        3,
        new double[] {1e-20, -1e-10, 1e-5, -40, 88, 89, 710, -1e30});
    function(
        rules,
        "log1p",
        TensorOps::log1p,
        -0.99,
        9,
        new double[] {1e-20, -1e-10, 1e-5, -1, -2, 1e30, -0.999999});
    function(
        rules,
        "erf",
        TensorOps::erf,
        -4,
        4,
        new double[] {1e-20, -1e-10, 0.5, 0.84375, 1.25, 2.5, 2.4999, 3.9, 5.9, 6, 6.1, -1e30});
    return rules.rules();
  }

  private static void function(
      RuleList rules, String name, Function f, double low, double high, double[] critical) {
    boolean erf = name.equals("erf");
    Trial.Computation computation = (ops, x) -> f.apply(ops, x[0]);
    String tolerance = erf ? "4 ulp (f64: 8 ulp)" : "4 ulp";
    rules.add(
        name,
        1,
        "agreesAtEveryLength",
        new Rule.Text(
            tolerance,
            "the whole vector is computed, tails included",
            "the polynomial's range and degree; the loop's tail"),
        t -> {
          for (int n : t.lengths()) {
            Trial.Input input = Trial.input(Shape.of(n), t.samples().uniform(n, low, high));
            t.agree("%s [%d]".formatted(name, n), ulps(t, erf), computation, input);
          }
          for (Shape shape : t.ranked(Samples.SHAPES)) {
            t.agree(
                name + " " + shape,
                ulps(t, erf),
                computation,
                Trial.input(shape, t.samples().uniform(shape.size(), low, high)));
          }
        });
    rules.add(
        name,
        2,
        "isAccurateNearZero",
        new Rule.Text(
            tolerance,
            "no digits are lost for small arguments",
            "a difference of nearly equal numbers, as in exp(x) − 1"),
        t -> {
          double[] values = new double[200];
          for (int i = 0; i < values.length; i++) {
            values[i] = t.samples().rounded((i % 2 == 0 ? 1 : -1) * Math.pow(10, -i / 10.0) * 0.7);
          }
          t.agree(
              name + " near 0",
              ulps(t, erf),
              computation,
              Trial.input(Shape.of(values.length), values));
        });
    rules.add(
        name,
        3,
        "keepsSpecialValues",
        new Rule.Text(
            tolerance,
            "limits, NaN and ∞ are right",
            "clamping of the argument, which NaN passes and overflow needs"),
        t -> {
          double[] special = t.samples().special();
          t.agree(
              name + " of special values",
              ulps(t, erf),
              computation,
              Trial.input(Shape.of(special.length), special));
          double[] rounded = new double[critical.length];
          for (int i = 0; i < critical.length; i++) {
            rounded[i] = t.samples().rounded(critical[i]);
          }
          t.agree(
              name + " at critical places",
              ulps(t, erf),
              computation,
              Trial.input(Shape.of(rounded.length), rounded));
        });
  }

  static Trial.Bound ulps(Trial t, boolean erf) {
    double ulps = erf && t.precision() == Precision.F64 ? ERF_ULPS : ULPS;
    return expected ->
        i -> {
          double value = expected[i];
          if (Double.isNaN(value) || Double.isInfinite(value)) {
            return 0;
          }
          return Math.abs(value) < t.samples().leastNormal()
              ? t.samples().leastNormal()
              : ulps * t.samples().ulp(value);
        };
  }
}
