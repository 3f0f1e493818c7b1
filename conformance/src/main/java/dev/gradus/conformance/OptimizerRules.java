package dev.gradus.conformance;

import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** The updates of optimizers: parameter and state after a step. */
final class OptimizerRules {
  private static final double MOMENTUM = 0.9;
  private static final double RATE = 0.1;
  private static final AdamStep FIRST = new AdamStep(0.9, 0.999, 1, 0.01 / 0.1, 31.6, 1e-8);
  private static final AdamStep DECAYING = new AdamStep(0.8, 0.99, 0.995, 0.02, 1.5, 1e-3);

  private OptimizerRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    momentum(rules);
    adam(rules);
    return rules.rules();
  }

  private static void momentum(RuleList rules) {
    Computation target = (ops, x) -> moved(ops, x, 3, 2)[0];
    Computation velocity = (ops, x) -> moved(ops, x, 3, 2)[1];
    rules.add(
        "momentumInPlace",
        1,
        "agreesOnIntegersAtEveryLength",
        Rule.Text.exact(
            "v ← μ·v + g, then w ← w − η·v, tails included",
            "the new velocity instead of the old one, or the other way round; the loop's tail"),
        t -> {
          for (int n : t.lengths()) {
            Trial.Input[] x = new Trial.Input[3];
            for (int i = 0; i < x.length; i++) {
              x[i] = t.samples().integerInput(Shape.of(n));
            }
            t.agree("target [%d]".formatted(n), Trial.Bound.EXACT, target, x);
            t.agree("velocity [%d]".formatted(n), Trial.Bound.EXACT, velocity, x);
          }
        });
    rules.add(
        "momentumInPlace",
        2,
        "roundsWithinItsBound",
        new Rule.Text(
            "velocity: e = u·(2(|μ·v| + |g|) + |v|); target: |η|·e + u·(2(|w| + |η·v|) + |w|)",
            "two updates in a row, each of two products and a sum",
            "the order of rounding"),
        t -> {
          for (Shape shape : t.ranked(Samples.SHAPES)) {
            Trial.Input w = t.samples().normalInput(shape);
            Trial.Input v = t.samples().normalInput(shape);
            Trial.Input g = t.samples().normalInput(shape);
            double[] moved = new double[shape.size()];
            double[] errors = new double[shape.size()];
            for (int i = 0; i < errors.length; i++) {
              double kept = t.samples().rounded(MOMENTUM) * v.values()[i];
              moved[i] = Math.abs(kept + g.values()[i]);
              errors[i] = t.u() * (2 * (Math.abs(kept) + Math.abs(g.values()[i])) + moved[i]);
            }
            t.agree(
                "velocity " + shape,
                expected -> i -> errors[i],
                (ops, x) -> moved(ops, x, MOMENTUM, RATE)[1],
                w,
                v,
                g);
            t.agree(
                "target " + shape,
                expected ->
                    i ->
                        RATE * errors[i]
                            + t.u()
                                * (2 * (Math.abs(w.values()[i]) + RATE * moved[i])
                                    + Math.abs(expected[i])),
                (ops, x) -> moved(ops, x, MOMENTUM, RATE)[0],
                w,
                v,
                g);
          }
        });
  }

  /** Target, velocity, gradient. */
  private static Tensor[] moved(TensorOps ops, Tensor[] x, double momentum, double rate) {
    ops.momentumInPlace(x[0], x[1], x[2], momentum, rate);
    return x;
  }

  private static void adam(RuleList rules) {
    Rule.Text text =
        new Rule.Text(
            "as updateInPlace for m and v; w: |step|·(e_m/|m| + e_v/2v + 8u) + u·(2|w| + |w|)",
            "both means and the parameter after a step, tails included",
            "ε inside the root; the old means instead of the new ones; the loop's tail");
    rules.add(
        "adamInPlace",
        1,
        "roundsWithinItsBoundAtEveryLength",
        text,
        t -> t.lengths().forEach(n -> adam(t, Shape.of(n), FIRST)));
    rules.add(
        "adamInPlace",
        2,
        "decaysWhatItKeeps",
        text,
        t -> t.ranked(Samples.SHAPES).forEach(shape -> adam(t, shape, DECAYING)));
    rules.add(
        "adamInPlace",
        3,
        "leavesParametersWithoutAGradientAlone",
        Rule.Text.exact("with g = m = v = 0 nothing moves", "ε missing: 0/0 is NaN"),
        t -> {
          Trial.Input w = t.samples().normalInput(Shape.of(17));
          Trial.Input zero = Trial.input(Shape.of(17), new double[17]);
          t.agree(
              "target",
              Trial.Bound.EXACT,
              (ops, x) -> stepped(ops, x, FIRST)[0],
              w,
              zero,
              zero,
              zero);
        });
  }

  private static void adam(Trial t, Shape shape, AdamStep step) {
    Trial.Input w = t.samples().normalInput(shape);
    Trial.Input m = t.samples().normalInput(shape);
    Trial.Input v = Trial.input(shape, t.samples().uniform(shape.size(), 0, 2));
    Trial.Input g = t.samples().normalInput(shape);
    double[] meanError = new double[shape.size()];
    double[] squareError = new double[shape.size()];
    double[] targetError = new double[shape.size()];
    for (int i = 0; i < meanError.length; i++) {
      double gi = g.values()[i];
      double oldMean = step.beta1() * m.values()[i];
      double newMean = (1 - step.beta1()) * gi;
      double mean = oldMean + newMean;
      meanError[i] =
          t.u() * (2 * (Math.abs(oldMean) + Math.abs(newMean)) + Math.abs(mean))
              + t.samples().leastNormal();
      double oldSquare = step.beta2() * v.values()[i];
      double newSquare = (1 - step.beta2()) * gi * gi;
      double square = oldSquare + newSquare;
      squareError[i] = t.u() * (2 * oldSquare + 3 * newSquare + square) + t.samples().leastNormal();
      double root = step.rootScale() * Math.sqrt(square) + step.epsilon();
      double kept = Math.abs(step.keep() * w.values()[i]);
      double change = step.rate() / root;
      targetError[i] =
          change * (meanError[i] + Math.abs(mean) * (squareError[i] / square / 2 + 8 * t.u()))
              + t.u() * (2 * kept + kept + change * Math.abs(mean));
    }
    Trial.Input[] inputs = {w, m, v, g};
    double[][] errors = {targetError, meanError, squareError};
    for (int which = 0; which < errors.length; which++) {
      int tensor = which;
      t.agree(
          "%s %s".formatted(List.of("target", "mean", "square").get(which), shape),
          expected -> i -> errors[tensor][i],
          (ops, x) -> stepped(ops, x, step)[tensor],
          inputs);
    }
  }

  /** Target, mean, square, gradient. */
  private static Tensor[] stepped(TensorOps ops, Tensor[] x, AdamStep step) {
    ops.adamInPlace(x[0], x[1], x[2], x[3], step);
    return x;
  }
}
