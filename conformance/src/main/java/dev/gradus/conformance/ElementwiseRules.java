package dev.gradus.conformance;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/**
 * Operations that IEEE 754 defines to the bit: + − × ÷ √, constants and maxima. The specification
 * computes in f64 and rounds once, which for these is the f32 operation itself.
 */
final class ElementwiseRules {
  private ElementwiseRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    binary(rules, "add", TensorOps::add);
    binary(rules, "sub", TensorOps::sub);
    binary(rules, "mul", TensorOps::mul);
    binary(rules, "div", TensorOps::div);
    unary(rules, "addScalar", (ops, a) -> ops.addScalar(a, 0.1));
    unary(rules, "scale", (ops, a) -> ops.scale(a, 0.1));
    unary(rules, "max", (ops, a) -> ops.max(a, 0.1));
    unary(rules, "sqrt", TensorOps::sqrt);
    constants(rules);
    return rules.rules();
  }

  private static void binary(RuleList rules, String name, Computation.Binary f) {
    Computation computation = Computation.of(f);
    rules.add(
        name,
        1,
        "agreesAtEveryLength",
        Rule.Text.exact(
            "the whole vector is computed, tails included",
            "the loop's tail after whole vectors; work split between threads; or the formula itself"),
        t -> {
          for (int n : t.lengths()) {
            t.agree(
                "%s [%d]".formatted(name, n),
                Trial.Bound.EXACT,
                computation,
                t.samples().normalInput(Shape.of(n)),
                t.samples().normalInput(Shape.of(n)));
          }
        });
    rules.add(
        name,
        2,
        "agreesAtEveryRank",
        Rule.Text.exact(
            "rank 0 to 4 are seen as rows along the last axis",
            "rows() and columns() of the shape"),
        t -> {
          for (Shape shape : t.ranked(Samples.SHAPES)) {
            t.agree(
                name + " " + shape,
                Trial.Bound.EXACT,
                computation,
                t.samples().normalInput(shape),
                t.samples().normalInput(shape));
          }
        });
    rules.add(
        name,
        3,
        "broadcastsRowColumnAndElement",
        Rule.Text.exact(
            "[n], [m, 1] and [] lie over [m, n] as they should",
            "the index of b for each kind of broadcast"),
        t ->
            broadcasts(
                t,
                (a, b) ->
                    t.agree(
                        name + " " + a + " with " + b,
                        Trial.Bound.EXACT,
                        computation,
                        t.samples().normalInput(a),
                        t.samples().normalInput(b))));
    rules.add(
        name,
        4,
        "keepsSpecialValues",
        Rule.Text.exact(
            "NaN, ∞, −0 and subnormals follow IEEE 754",
            "flush-to-zero modes, or a formula that is equal for ordinary numbers only"),
        t -> {
          double[] special = t.samples().special();
          int n = special.length;
          double[] left = new double[n * n];
          double[] right = new double[n * n];
          for (int i = 0; i < n * n; i++) {
            left[i] = special[i / n];
            right[i] = special[i % n];
          }
          t.agree(
              name + " of special values",
              Trial.Bound.EXACT,
              computation,
              Trial.input(Shape.of(n, n), left),
              Trial.input(Shape.of(n, n), right));
        });
  }

  /** Is given the shapes of both operands. */
  interface Shapes {
    void each(Shape a, Shape b);
  }

  /** Every kind of broadcast. */
  static void broadcasts(Trial t, Shapes shapes) {
    for (Shape a : t.ranked(Samples.SHAPES)) {
      shapes.each(a, Shape.scalar());
      if (a.rank() > 0) {
        shapes.each(a, Shape.of(a.columns()));
        int[] column = a.extents();
        column[column.length - 1] = 1;
        shapes.each(a, Shape.of(column));
      }
    }
    for (int n : new int[] {8, 15, 16, 207}) {
      shapes.each(Shape.of(5, n), Shape.of(n));
      shapes.each(Shape.of(5, n), Shape.of(5, 1));
      shapes.each(Shape.of(n, 5), Shape.of(n, 1));
    }
  }

  private static void unary(RuleList rules, String name, Computation.Unary f) {
    Computation computation = Computation.of(f);
    rules.add(
        name,
        1,
        "agreesAtEveryLength",
        Rule.Text.exact(
            "the whole vector is computed, tails included",
            "the loop's tail after whole vectors; work split between threads; or the formula itself"),
        t -> {
          for (int n : t.lengths()) {
            t.agree(
                "%s [%d]".formatted(name, n),
                Trial.Bound.EXACT,
                computation,
                t.samples().normalInput(Shape.of(n)));
          }
          for (Shape shape : t.ranked(Samples.SHAPES)) {
            t.agree(
                name + " " + shape, Trial.Bound.EXACT, computation, t.samples().normalInput(shape));
          }
        });
    rules.add(
        name,
        2,
        "keepsSpecialValues",
        Rule.Text.exact(
            "NaN, ∞, −0 and subnormals follow IEEE 754",
            "flush-to-zero modes, or a comparison that NaN fails"),
        t -> {
          double[] special = t.samples().special();
          t.agree(
              name + " of special values",
              Trial.Bound.EXACT,
              computation,
              Trial.input(Shape.of(special.length), special));
        });
  }

  private static void constants(RuleList rules) {
    Rule.Text text =
        Rule.Text.exact(
            "a constant is rounded to the precision before it is used",
            "the cast of the constant in the kernel unary");
    double[] constants = {0.1, -3, 1.0 / 3, 1e-3, 7, 0};
    for (String name : new String[] {"addScalar", "scale", "max"}) {
      rules.add(
          name,
          3,
          "roundsItsConstantFirst",
          text,
          t -> {
            for (double c : constants) {
              t.agree(
                  name + " with " + c,
                  Trial.Bound.ZEROS_ALIKE,
                  (ops, x) -> constant(name, ops, x[0], c),
                  t.samples().normalInput(Shape.of(65)));
            }
          });
    }
    rules.add(
        "max",
        4,
        "keepsNaNAndClipsInfinity",
        Rule.Text.exact("NaN stays NaN, −∞ becomes the floor", "a > floor is false for NaN"),
        t ->
            t.agree(
                "max of special values",
                Trial.Bound.ZEROS_ALIKE,
                (ops, x) -> ops.max(x[0], 0),
                Trial.input(Shape.of(17), t.samples().special())));
  }

  private static Tensor constant(String name, TensorOps ops, Tensor a, double c) {
    return switch (name) {
      case "addScalar" -> ops.addScalar(a, c);
      case "scale" -> ops.scale(a, c);
      default -> ops.max(a, c);
    };
  }
}
