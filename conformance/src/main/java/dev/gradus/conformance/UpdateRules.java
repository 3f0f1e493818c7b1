package dev.gradus.conformance;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** The update in place: to the bit where nothing is rounded, else within three roundings. */
final class UpdateRules {
  private UpdateRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    rules.add(
        "updateInPlace",
        1,
        "agreesOnIntegersAtEveryLength",
        ElementwiseRules.text(
            "keep·target + factor·delta, tails included", "the kernel update and its loop's tail"),
        t -> {
          for (int n : t.lengths()) {
            t.agree(
                "updateInPlace [%d]".formatted(n),
                Trial.Bound.EXACT,
                (ops, x) -> updated(ops, x[0], 3, -2, x[1]),
                t.samples().integerInput(Shape.of(n)),
                t.samples().integerInput(Shape.of(n)));
          }
        });
    rules.add(
        "updateInPlace",
        2,
        "roundsAtMostThrice",
        new Rule.Text(
            "u·(2(|keep·t| + |factor·d|) + |result|)",
            "two products and a sum, each rounded once",
            "the order of rounding in the kernel update"),
        t -> {
          for (Shape shape : t.ranked(Samples.SHAPES)) {
            Trial.Input target = t.samples().normalInput(shape);
            Trial.Input delta = t.samples().normalInput(shape);
            double keep = t.samples().rounded(0.9);
            double factor = t.samples().rounded(-0.1);
            Trial.Bound bound =
                expected ->
                    i ->
                        t.u()
                            * (2 * Math.abs(keep * target.values()[i])
                                + 2 * Math.abs(factor * delta.values()[i])
                                + Math.abs(expected[i]));
            t.agree(
                "updateInPlace " + shape,
                bound,
                (ops, x) -> updated(ops, x[0], 0.9, -0.1, x[1]),
                target,
                delta);
          }
        });
    rules.add(
        "updateInPlace",
        3,
        "forgetsNaNWhereItKeepsNothing",
        ElementwiseRules.text(
            "with keep = 0 the old value is not read",
            "0·NaN is NaN: keep = 0 needs a branch of its own"),
        t -> {
          double[] special = t.samples().special();
          int n = special.length;
          t.agree(
              "keep = 0",
              ElementwiseRules.zerosAlike(t),
              (ops, x) -> updated(ops, x[0], 0, 2, x[1]),
              Trial.input(Shape.of(n), special),
              t.samples().integerInput(Shape.of(n)));
        });
    rules.add(
        "updateInPlace",
        4,
        "takesItsTargetAsDelta",
        ElementwiseRules.text(
            "target and delta may be the same tensor",
            "a kernel that writes the target before it has read delta"),
        t -> {
          for (int n : t.lengths()) {
            t.agree(
                "updateInPlace with itself [%d]".formatted(n),
                Trial.Bound.EXACT,
                (ops, x) -> updated(ops, x[0], 2, 3, x[0]),
                t.samples().integerInput(Shape.of(n)));
            t.agree(
                "keep = 0 with itself [%d]".formatted(n),
                Trial.Bound.EXACT,
                (ops, x) -> updated(ops, x[0], 0, 3, x[0]),
                t.samples().integerInput(Shape.of(n)));
          }
        });
    return rules.rules();
  }

  private static Tensor updated(
      TensorOps ops, Tensor target, double keep, double factor, Tensor delta) {
    ops.updateInPlace(target, keep, factor, delta);
    return target;
  }
}
