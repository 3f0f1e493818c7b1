package dev.gradus.conformance;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** The affine map, and the activations with their gradients. */
final class FusedRules {
  private FusedRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    affine(rules);
    relu(rules);
    sigmoid(rules);
    gradients(rules);
    return rules.rules();
  }

  private static void affine(RuleList rules) {
    affine(
        rules,
        "affine",
        "x·Wᵀ + b, every term once",
        Trial.Bound.EXACT,
        (ops, x) -> ops.affine(x[0], x[1], x[2]));
    Computation rectified = (ops, x) -> ops.affineRelu(x[0], x[1], x[2]);
    affine(
        rules,
        "affineRelu",
        "max(x·Wᵀ + b, 0), every term once",
        Trial.Bound.ZEROS_ALIKE,
        rectified);
    rules.add(
        "affineRelu",
        3,
        "keepsNaN",
        Rule.Text.exact(
            "NaN stays NaN, −∞ becomes 0, where it is the bias too",
            "x > 0 ? x : 0, which NaN fails; a rectifier before the bias"),
        t -> {
          double[] special = t.samples().special();
          Shape row = Shape.of(special.length);
          t.agree(
              "affineRelu of special biases",
              Trial.Bound.ZEROS_ALIKE,
              rectified,
              Trial.input(Shape.of(3, 1), new double[] {0, 0, 0}),
              Trial.input(Shape.of(special.length, 1), new double[special.length]),
              Trial.input(row, special));
        });
  }

  private static void affine(
      RuleList rules, String name, String formula, Trial.Bound integers, Computation f) {
    rules.add(
        name,
        1,
        "agreesOnSmallIntegersToTheBit",
        Rule.Text.exact(formula, "the orientation of W; the bias of each column"),
        t -> {
          for (int[] s : ProductRules.sizes(t)) {
            t.agree(
                what(name, s),
                integers,
                f,
                t.samples().integerInput(Shape.of(s[0], s[2])),
                t.samples().integerInput(Shape.of(s[1], s[2])),
                t.samples().integerInput(Shape.of(s[1])));
          }
        });
    rules.add(
        name,
        2,
        "roundsWithinItsBound",
        new Rule.Text(
            "(s(k) + 2)·u·(Σ|x||w| + |b|)",
            "the bound of the product, and a sum more",
            "one long f32 accumulator"),
        t -> {
          for (int[] s : ProductRules.sizes(t)) {
            Trial.Input x = t.samples().normalInput(Shape.of(s[0], s[2]));
            Trial.Input w = t.samples().normalInput(Shape.of(s[1], s[2]));
            Trial.Input b = t.samples().normalInput(Shape.of(s[1]));
            double[] magnitudes = Bounds.productMagnitudes(x, false, w, true, Shape.of(s[0], s[1]));
            double units = (Bounds.sum(s[2]) + 2) * t.u();
            t.agree(
                what(name, s),
                expected -> i -> units * (magnitudes[i] + Math.abs(b.values()[i % s[1]])),
                f,
                x,
                w,
                b);
          }
        });
  }

  private static String what(String name, int[] s) {
    return "%s of %d samples, %d to %d".formatted(name, s[0], s[2], s[1]);
  }

  private static void relu(RuleList rules) {
    unary(
        rules,
        "relu",
        1,
        "agreesAtEveryLength",
        Rule.Text.exact("max(x, 0), tails included", "the loop's tail; or the formula itself"),
        t -> Trial.Bound.ZEROS_ALIKE,
        TensorOps::relu,
        3);
    rules.add(
        "relu",
        2,
        "keepsNaN",
        Rule.Text.exact("NaN stays NaN, −∞ becomes 0", "x > 0 ? x : 0, which NaN fails"),
        t ->
            t.agree(
                "relu of special values",
                Trial.Bound.ZEROS_ALIKE,
                (ops, x) -> ops.relu(x[0]),
                Trial.input(Shape.of(17), t.samples().special())));
    Computation f = (ops, x) -> ops.reluGrad(x[0], x[1]);
    rules.add(
        "reluGrad",
        1,
        "agreesAtEveryLength",
        Rule.Text.exact("dy where y > 0, tails included", "the loop's tail; or the formula itself"),
        t -> {
          for (int n : t.lengths()) {
            t.agree(
                "reluGrad [%d]".formatted(n),
                Trial.Bound.ZEROS_ALIKE,
                f,
                t.samples().normalInput(Shape.of(n)),
                t.samples().normalInput(Shape.of(n)));
          }
        });
    rules.add(
        "reluGrad",
        2,
        "isZeroAtZeroAndNeverMultiplies",
        Rule.Text.exact("0 at y = 0, whatever dy is", "dy·(y > 0), which 0·∞ turns into NaN"),
        t -> {
          double[] y = {0, -0.0, 0, 0, 1, 1, 1, Double.NaN, t.samples().leastSubnormal()};
          double[] dy = {
            3,
            4,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            5,
            6,
            7
          };
          t.agree(
              "reluGrad at the kink",
              Trial.Bound.ZEROS_ALIKE,
              f,
              Trial.input(Shape.of(9), y),
              Trial.input(Shape.of(9), dy));
        });
  }

  private interface BoundOf {
    Trial.Bound of(Trial t);
  }

  private static void unary(
      RuleList rules,
      String name,
      int number,
      String sentence,
      Rule.Text text,
      BoundOf bound,
      Computation.Unary f,
      double deviation) {
    rules.add(
        name,
        number,
        sentence,
        text,
        t -> {
          for (int n : t.lengths()) {
            t.agree(
                "%s [%d]".formatted(name, n),
                bound.of(t),
                Computation.of(f),
                Trial.input(Shape.of(n), t.samples().normal(n, deviation)));
          }
          for (Shape shape : t.ranked(Samples.SHAPES)) {
            t.agree(
                name + " " + shape,
                bound.of(t),
                Computation.of(f),
                Trial.input(shape, t.samples().normal(shape.size(), deviation)));
          }
        });
  }

  /**
   * 4 ulp (8u) for the exponential, u for the sum, u for the quotient, 2u for the specification.
   */
  private static Trial.Bound sigmoidBound(Trial t) {
    return expected ->
        i ->
            Double.isNaN(expected[i])
                ? 0
                : 12 * t.u() * Math.abs(expected[i]) + t.samples().leastNormal();
  }

  private static void sigmoid(RuleList rules) {
    Rule.Text text =
        new Rule.Text(
            "12u·|y|, + the least normal number",
            "1 / (1 + e⁻ˣ), an exponential, a sum and a quotient",
            "the exponential; a subtraction from 1");
    unary(
        rules,
        "sigmoid",
        1,
        "agreesAtEveryLength",
        text,
        FusedRules::sigmoidBound,
        TensorOps::sigmoid,
        4);
    rules.add(
        "sigmoid",
        2,
        "saturatesWithoutOverflow",
        text,
        t -> {
          double[] x = {
            -1e30,
            -1000,
            -710,
            -100,
            -89,
            -88,
            -30,
            30,
            88,
            100,
            710,
            1000,
            1e30,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.NaN
          };
          t.agree(
              "sigmoid far out",
              sigmoidBound(t),
              (ops, y) -> ops.sigmoid(y[0]),
              Trial.input(Shape.of(x.length), t.samples().rounded(x)));
        });
  }

  private static void gradients(RuleList rules) {
    rules.add(
        "sigmoidGrad",
        1,
        "agreesAtEveryLength",
        new Rule.Text(
            "6u·|dx|", "dy·y·(1 − y): three operations, each rounded once", "y instead of 1 − y"),
        t -> {
          for (int n : t.lengths()) {
            Trial.Input y = Trial.input(Shape.of(n), t.samples().uniform(n, 0.001, 0.999));
            t.agree(
                "sigmoidGrad [%d]".formatted(n),
                expected -> i -> 6 * t.u() * Math.abs(expected[i]),
                (ops, x) -> ops.sigmoidGrad(x[0], x[1]),
                y,
                t.samples().normalInput(Shape.of(n)));
          }
          t.agree(
              "saturated",
              Trial.Bound.EXACT,
              (ops, x) -> ops.sigmoidGrad(x[0], x[1]),
              Trial.input(Shape.of(2), new double[] {0, 1}),
              Trial.input(Shape.of(2), new double[] {3, 3}));
        });
    rules.add(
        "tanhGrad",
        1,
        "agreesAtEveryLength",
        new Rule.Text(
            "u·|dy|·(2y² + 4(1 − y²))",
            "dy·(1 − y²): the square is rounded before it is subtracted",
            "y instead of y²"),
        t -> {
          for (int n : t.lengths()) {
            Trial.Input y = Trial.input(Shape.of(n), t.samples().uniform(n, -0.999, 0.999));
            Trial.Input dy = t.samples().normalInput(Shape.of(n));
            t.agree(
                "tanhGrad [%d]".formatted(n),
                expected ->
                    i -> {
                      double square = y.values()[i] * y.values()[i];
                      return t.u() * Math.abs(dy.values()[i]) * (2 * square + 4 * (1 - square));
                    },
                (ops, x) -> ops.tanhGrad(x[0], x[1]),
                y,
                dy);
          }
        });
  }
}
