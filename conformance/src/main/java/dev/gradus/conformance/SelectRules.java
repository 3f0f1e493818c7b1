package dev.gradus.conformance;

import dev.gradus.tensor.Shape;
import java.util.List;

/** The choice between two tensors, to the bit. */
final class SelectRules {
  private SelectRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    Trial.Computation computation = (ops, x) -> ops.select(x[0], x[1], x[2]);
    rules.add(
        "select",
        1,
        "agreesAtEveryLength",
        ElementwiseRules.text(
            "a where c > 0, else b", "the loop's tail; the order of the operands"),
        t -> {
          for (int n : t.lengths()) {
            Shape shape = Shape.of(n);
            t.agree(
                "select [%d]".formatted(n),
                Trial.Bound.EXACT,
                computation,
                t.samples().normalInput(shape),
                t.samples().normalInput(shape),
                t.samples().normalInput(shape));
          }
        });
    rules.add(
        "select",
        2,
        "broadcastsItsLastOperand",
        ElementwiseRules.text("b broadcasts onto a", "the index of b for each kind of broadcast"),
        t ->
            ElementwiseRules.broadcasts(
                t,
                (a, b) ->
                    t.agree(
                        "select " + a + " with " + b,
                        Trial.Bound.EXACT,
                        computation,
                        t.samples().normalInput(a),
                        t.samples().normalInput(a),
                        t.samples().normalInput(b))));
    rules.add(
        "select",
        3,
        "leavesNoTraceOfWhatIsNotChosen",
        ElementwiseRules.text(
            "it selects and never multiplies: NaN and ∞ that are not chosen vanish",
            "a mask that is multiplied"),
        t -> {
          double[] c = {1, 1, 1, -1, -1, 0, -0.0, 1, -1};
          double[] a = {
            1,
            2,
            3,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            4
          };
          double[] b = {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            1,
            2,
            3,
            4,
            5,
            Double.NaN
          };
          t.agree(
              "select",
              Trial.Bound.EXACT,
              computation,
              Trial.input(Shape.of(9), c),
              Trial.input(Shape.of(9), a),
              Trial.input(Shape.of(9), b));
        });
    rules.add(
        "select",
        4,
        "takesNaNAsNotAboveZero",
        ElementwiseRules.text(
            "where c is NaN, b is chosen; the least subnormal is above 0",
            "!(c <= 0) instead of c > 0"),
        t -> {
          double[] special = t.samples().special();
          int n = special.length;
          t.agree(
              "special conditions",
              Trial.Bound.EXACT,
              computation,
              Trial.input(Shape.of(n), special),
              t.samples().normalInput(Shape.of(n)),
              t.samples().normalInput(Shape.of(n)));
        });
    return rules.rules();
  }
}
