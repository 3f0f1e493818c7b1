package dev.gradus.conformance;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;

/** Sums, maxima and their places. */
final class ReductionRules {
  private static final String BOUND = "s(n)·u·Σ|x|";
  private static final int MILLION = 1_000_000;

  private ReductionRules() {}

  private interface Reduction {
    Tensor apply(TensorOps ops, Tensor a);
  }

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    sums(rules, "rowSums", TensorOps::rowSums, true, false);
    sums(rules, "columnSums", TensorOps::columnSums, false, true);
    sums(rules, "sum", (ops, a) -> ops.full(Shape.scalar(), ops.sum(a)), true, true);
    maxima(rules);
    argMax(rules);
    return rules.rules();
  }

  /** Rows and columns in every length. */
  private static List<Shape> shapes(Trial t) {
    List<Shape> shapes = new ArrayList<>();
    for (int n : t.lengths()) {
      shapes.add(Shape.of(1, n));
      shapes.add(Shape.of(n, 1));
      shapes.add(Shape.of(3, n));
      shapes.add(Shape.of(n, 3));
    }
    shapes.add(Shape.of(17, 33));
    shapes.add(Shape.of(100, 784));
    return shapes;
  }

  private static void sums(
      RuleList rules, String name, Reduction f, boolean overColumns, boolean overRows) {
    Trial.Computation computation = (ops, x) -> f.apply(ops, x[0]);
    rules.add(
        name,
        1,
        "agreesOnSmallIntegersToTheBit",
        new Rule.Text(
            "to the bit",
            "every term is there once",
            "the axis; the loop's tail; partial sums of threads"),
        t -> {
          List<Shape> shapes = shapes(t);
          if (t.full()) { // in f64 too, where the specification's own rounding is not in the way
            shapes.add(Shape.of(1, MILLION));
            shapes.add(Shape.of(MILLION, 1));
          }
          for (Shape shape : shapes) {
            t.agree(
                name + " " + shape,
                Trial.Bound.EXACT,
                computation,
                t.samples().integerInput(shape));
          }
        });
    rules.add(
        name,
        2,
        "roundsWithinItsBound",
        new Rule.Text(
            BOUND, "sums are as accurate as short accumulators make them", "one long accumulator"),
        t -> {
          for (Shape shape : shapes(t)) {
            within(t, name, computation, t.samples().normalInput(shape), overColumns, overRows);
            within(
                t,
                name,
                computation,
                Trial.input(shape, t.samples().uniform(shape.size(), 0.5, 1)),
                overColumns,
                overRows);
          }
        });
    rules.add(
        Precision.F32,
        name,
        3,
        "addsAMillionTerms",
        new Rule.Text(
            BOUND,
            "a sum of 1,000,000 f32 terms is off by a few dozen units of Σ|x| at most",
            "one f32 accumulator: sum blocks and add the blocks, or accumulate in f64"),
        t -> {
          Shape shape = overColumns ? Shape.of(1, MILLION) : Shape.of(MILLION, 1);
          t.agree( // a dropped one is within the bound of a million, so there must be no rounding
              name + " of integers " + shape,
              Trial.Bound.EXACT,
              computation,
              t.samples().integerInput(shape));
          double[] tenths = new double[MILLION];
          java.util.Arrays.fill(tenths, t.samples().rounded(0.1));
          within(t, name, computation, Trial.input(shape, tenths), overColumns, overRows);
          within(
              t,
              name,
              computation,
              Trial.input(shape, t.samples().uniform(MILLION, 0, 1)),
              overColumns,
              overRows);
        });
    rules.add(
        name,
        4,
        "keepsNaNAndInfinity",
        new Rule.Text(
            "to the bit",
            "NaN and ∞ reach the sum they belong to",
            "a sum that skips what is not finite"),
        t -> {
          double[] values = t.samples().integers(20);
          values[7] = Double.NaN;
          values[11] = Double.POSITIVE_INFINITY;
          values[16] = Double.NEGATIVE_INFINITY;
          t.agree(
              name + " with NaN and ∞",
              Trial.Bound.EXACT,
              computation,
              Trial.input(Shape.of(4, 5), values));
        });
  }

  private static void within(
      Trial t,
      String name,
      Trial.Computation f,
      Trial.Input a,
      boolean overColumns,
      boolean overRows) {
    int columns = a.shape().columns();
    int rows = a.shape().rows();
    int terms = (overColumns ? columns : 1) * (overRows ? rows : 1);
    double[] magnitudes = new double[a.shape().size() / terms];
    for (int i = 0; i < a.shape().size(); i++) {
      int row = overRows ? 0 : i / columns;
      int column = overColumns ? 0 : i % columns;
      magnitudes[row * (overColumns ? 1 : columns) + column] += Math.abs(a.values()[i]);
    }
    double units = Bounds.sum(terms) * t.u();
    t.agree(name + " " + a.shape(), expected -> i -> units * magnitudes[i], f, a);
  }

  private static void maxima(RuleList rules) {
    Trial.Computation computation = (ops, x) -> ops.rowMaxima(x[0]);
    rules.add(
        "rowMaxima",
        1,
        "agreesAtEveryLength",
        exact("the largest of each row, wherever it stands", "the loop's tail"),
        t -> {
          for (Shape shape : shapes(t)) {
            t.agree(
                "rowMaxima " + shape,
                Trial.Bound.EXACT,
                computation,
                t.samples().normalInput(shape));
          }
        });
    rules.add(
        "rowMaxima",
        2,
        "startsBelowEveryNumber",
        exact(
            "rows of negative numbers, and of −∞ alone",
            "a maximum that starts at 0 or at −MAX_VALUE"),
        t -> {
          t.agree(
              "negative",
              Trial.Bound.EXACT,
              computation,
              Trial.input(Shape.of(3, 17), t.samples().uniform(51, -9, -1)));
          t.agree(
              "−∞",
              Trial.Bound.EXACT,
              computation,
              Trial.input(
                  Shape.of(1, 3),
                  new double[] {
                    Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
                  }));
        });
    rules.add(
        "rowMaxima",
        3,
        "isNaNWhereTheRowHoldsOne",
        exact("NaN anywhere makes the row's maximum NaN", "comparisons, which NaN fails"),
        t -> {
          for (int at = 0; at < 33; at += 4) {
            double[] values = t.samples().normal(66);
            values[at] = Double.NaN;
            values[at + 1] = Double.POSITIVE_INFINITY;
            t.agree(
                "NaN at " + at,
                Trial.Bound.EXACT,
                computation,
                Trial.input(Shape.of(2, 33), values));
          }
        });
  }

  private static void argMax(RuleList rules) {
    rules.add(
        "rowArgMax",
        1,
        "agreesAtEveryLength",
        exact("the place of the largest", "the loop's tail; indices within a vector"),
        t -> {
          for (Shape shape : shapes(t)) {
            places(t, "rowArgMax " + shape, t.samples().normalInput(shape));
          }
        });
    rules.add(
        "rowArgMax",
        2,
        "takesTheLowestIndexOfEquals",
        exact(
            "of equal ones the lowest index wins",
            ">= instead of >, or the order in which lanes are folded"),
        t -> {
          for (Shape shape : shapes(t)) {
            places(t, "ties in " + shape, t.samples().integerInput(shape));
            places(t, "all equal in " + shape, Trial.input(shape, new double[shape.size()]));
          }
        });
    rules.add(
        "rowArgMax",
        3,
        "takesTheFirstNaN",
        exact("the first NaN wins over every number", "comparisons, which NaN fails"),
        t -> {
          for (int at = 0; at < 31; at += 3) {
            double[] values = t.samples().normal(66);
            values[at] = Double.NaN;
            values[at + 2] = Double.NaN;
            values[33 + at] = Double.NaN;
            values[65 - at] = Double.POSITIVE_INFINITY;
            places(t, "NaN at " + at, Trial.input(Shape.of(2, 33), values));
          }
          places(
              t,
              "−∞",
              Trial.input(
                  Shape.of(1, 3),
                  new double[] {
                    Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
                  }));
        });
  }

  private static void places(Trial t, String what, Trial.Input a) {
    int[] expected = t.reference().rowArgMax(a.in(t.reference()));
    int[] actual = t.ops().rowArgMax(a.in(t.ops()));
    t.compare(
        what,
        java.util.Arrays.stream(expected).asDoubleStream().toArray(),
        java.util.Arrays.stream(actual).asDoubleStream().toArray(),
        Trial.EXACT);
  }

  private static Rule.Text exact(String intent, String hint) {
    return new Rule.Text("to the bit", intent, hint);
  }
}
