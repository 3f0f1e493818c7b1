package dev.gradus.conformance;

import dev.gradus.conformance.Bounds.SoftmaxRow;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Softmax, its logarithm, its gradient, and the cross-entropy fused with it. */
final class SoftmaxRules {
  private static final String SOFTMAX = "(|d| + Σ p|d| + 18 + s(n))·u·p, d = x − max";
  private static final String LOG = "(2|d| + Σ p|d| + 8 + s(n) + 9|ln Σ| + 2|y|)·u";

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1, 1),
          Shape.of(1, 2),
          Shape.of(3, 7),
          Shape.of(5, 8),
          Shape.of(4, 9),
          Shape.of(17, 10),
          Shape.of(2, 33),
          Shape.of(3, 207),
          Shape.of(2, 4098),
          Shape.of(207, 3));

  private SoftmaxRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    softmax(rules);
    logSoftmax(rules);
    softmaxGrad(rules);
    crossEntropy(rules);
    return rules.rules();
  }

  private static SoftmaxRow[] rows(Trial.Input x) {
    int n = x.shape().columns();
    SoftmaxRow[] rows = new SoftmaxRow[x.shape().rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = SoftmaxRow.of(x.values(), i * n, n);
    }
    return rows;
  }

  private static Trial.Bound softmaxBound(Trial t, Trial.Input x) {
    SoftmaxRow[] rows = rows(x);
    int n = x.shape().columns();
    return expected ->
        i -> rows[i / n].softmax(i % n) * t.u() * expected[i] + t.samples().leastNormal();
  }

  private static Trial.Bound logBound(Trial t, Trial.Input x) {
    SoftmaxRow[] rows = rows(x);
    int n = x.shape().columns();
    return expected -> i -> rows[i / n].logSoftmax(i % n) * t.u();
  }

  /**
   * Spread wide, and close together: of 4,098 that lie wide most are so improbable that one may be
   * dropped from the sum within its bound; of those that lie close none is.
   */
  private static List<Trial.Input> logits(Trial t) {
    List<Trial.Input> logits = new ArrayList<>();
    for (Shape shape : SHAPES) {
      logits.add(Trial.input(shape, t.samples().normal(shape.size(), 3)));
      logits.add(Trial.input(shape, t.samples().uniform(shape.size(), -0.5, 0.5)));
    }
    return logits;
  }

  /** Logits whose exponentials overflow in either precision. */
  private static Trial.Input large(Trial t) {
    return Trial.input(Shape.of(3, 5), t.samples().normal(15, 1000));
  }

  private static void softmax(RuleList rules) {
    Computation f = (ops, x) -> ops.softmax(x[0]);
    rules.add(
        "softmax",
        1,
        "agreesAtEveryLength",
        new Rule.Text(
            SOFTMAX, "exponentials over their sum, row by row", "the row's maximum, sum and tail"),
        t -> {
          for (Trial.Input x : logits(t)) {
            t.agree("softmax " + x.shape(), softmaxBound(t, x), f, x);
          }
        });
    rules.add(
        "softmax",
        2,
        "staysFiniteForLargeLogits",
        new Rule.Text(
            SOFTMAX,
            "the maximum is subtracted before the exponential",
            "softmax without the shift"),
        t -> {
          Trial.Input x = large(t);
          t.agree("softmax of thousands", softmaxBound(t, x), f, x);
        });
    rules.add(
        "softmax",
        3,
        "hasRowsThatSumToOne",
        new Rule.Text(
            "(s(n) + 20)·u",
            "probabilities add up to 1",
            "a sum of other terms than those divided"),
        t -> {
          for (Shape shape : SHAPES) {
            double[] y =
                t.ops().doubles(t.ops().softmax(t.samples().normalInput(shape).in(t.ops())));
            for (int i = 0; i < shape.rows(); i++) {
              double sum = 0;
              for (int j = 0; j < shape.columns(); j++) {
                sum += y[i * shape.columns() + j];
              }
              t.compare(
                  "row %d of %s".formatted(i, shape),
                  1,
                  sum,
                  (Bounds.sum(shape.columns()) + 20) * t.u());
            }
          }
        });
  }

  private static void logSoftmax(RuleList rules) {
    Computation f = (ops, x) -> ops.logSoftmax(x[0]);
    rules.add(
        "logSoftmax",
        1,
        "agreesAtEveryLength",
        new Rule.Text(LOG, "x − max − ln Σ", "the row's maximum, sum and tail"),
        t -> {
          for (Trial.Input x : logits(t)) {
            t.agree("logSoftmax " + x.shape(), logBound(t, x), f, x);
          }
        });
    rules.add(
        "logSoftmax",
        2,
        "staysFiniteForLargeLogits",
        new Rule.Text(
            LOG,
            "no logarithm of a probability that underflowed",
            "log(softmax(x)) instead of the difference"),
        t -> {
          Trial.Input x = large(t);
          t.agree("logSoftmax of thousands", logBound(t, x), f, x);
        });
  }

  private static void softmaxGrad(RuleList rules) {
    rules.add(
        "softmaxGrad",
        1,
        "agreesAtEveryLength",
        new Rule.Text(
            "|y|·u·((s(n) + 1)·Σ|dy·y| + 3|dy − Σ dy·y|)",
            "y·(dy − Σ dy·y)",
            "the sum over the row, not over the column"),
        t -> {
          for (Shape shape : SHAPES) {
            int size = shape.size();
            Trial.Input wide = t.samples().normalInput(shape);
            softmaxGrad(t, wide, t.samples().normalInput(shape));
            // None so improbable, nor so near to 0, that it may be dropped within the bound.
            Trial.Input close = Trial.input(shape, t.samples().uniform(size, -0.5, 0.5));
            softmaxGrad(t, close, Trial.input(shape, t.samples().uniform(size, 0.5, 1)));
          }
        });
  }

  private static void softmaxGrad(Trial t, Trial.Input logits, Trial.Input dy) {
    Shape shape = logits.shape();
    int n = shape.columns();
    TensorOps reference = t.reference();
    Trial.Input y = Trial.input(shape, reference.doubles(reference.softmax(logits.in(reference))));
    double[] sums = new double[shape.rows()];
    double[] dots = new double[shape.rows()];
    for (int i = 0; i < shape.size(); i++) {
      sums[i / n] += Math.abs(y.values()[i] * dy.values()[i]);
      dots[i / n] += y.values()[i] * dy.values()[i];
    }
    t.agree(
        "softmaxGrad " + shape,
        expected ->
            i ->
                Math.abs(y.values()[i])
                        * t.u()
                        * ((Bounds.sum(n) + 1) * sums[i / n]
                            + 3 * Math.abs(dy.values()[i] - dots[i / n]))
                    + t.samples().leastNormal(),
        (ops, x) -> ops.softmaxGrad(x[0], x[1]),
        y,
        dy);
  }

  private interface Loss {
    LossAndGradient of(TensorOps ops);
  }

  private static void crossEntropy(RuleList rules) {
    Rule.Text text =
        new Rule.Text(
            "that of logSoftmax, averaged, + (s(m·n) + 2)·u·mean|t·ln p|",
            "the mean over the samples, with its gradient",
            "the division by the batch size; labels off by one");
    rules.add(
        "softmaxCrossEntropy(int[])",
        1,
        "agreesInLossAndGradient",
        text,
        t -> {
          for (Trial.Input x : logits(t)) {
            labels(t, "cross-entropy " + x.shape(), x);
          }
        });
    rules.add(
        "softmaxCrossEntropy(int[])",
        2,
        "staysFiniteForLargeLogits",
        text,
        t -> labels(t, "cross-entropy of thousands", large(t)));
    rules.add(
        "softmaxCrossEntropy(Tensor)",
        1,
        "agreesInLossAndGradient",
        text,
        t -> {
          for (Trial.Input x : logits(t)) {
            Shape shape = x.shape();
            Trial.Input targets = Trial.input(shape, t.samples().uniform(shape.size(), 0, 1));
            compare(
                t,
                "cross-entropy " + shape,
                x,
                targets.values(),
                ops -> ops.softmaxCrossEntropy(x.in(ops), targets.in(ops)));
          }
        });
    rules.add(
        "softmaxCrossEntropy(Tensor)",
        2,
        "staysFiniteForLargeLogits",
        text,
        t -> {
          Trial.Input x = large(t);
          Trial.Input targets = Trial.input(x.shape(), t.samples().uniform(x.shape().size(), 0, 1));
          compare(
              t,
              "cross-entropy of thousands",
              x,
              targets.values(),
              ops -> ops.softmaxCrossEntropy(x.in(ops), targets.in(ops)));
        });
  }

  private static void labels(Trial t, String what, Trial.Input x) {
    int m = x.shape().rows();
    int n = x.shape().columns();
    int[] labels = t.samples().indices(m, n);
    double[] oneHot = new double[m * n];
    for (int i = 0; i < m; i++) {
      oneHot[i * n + labels[i]] = 1;
    }
    compare(t, what, x, oneHot, ops -> ops.softmaxCrossEntropy(x.in(ops), labels));
  }

  private static void compare(Trial t, String what, Trial.Input x, double[] targets, Loss loss) {
    int m = x.shape().rows();
    int n = x.shape().columns();
    SoftmaxRow[] rows = rows(x);
    double lossUnits = 0;
    double magnitude = 0;
    double[] targetSums = new double[m];
    for (int i = 0; i < m * n; i++) {
      SoftmaxRow row = rows[i / n];
      lossUnits += targets[i] * row.logSoftmax(i % n);
      magnitude += targets[i] * Math.abs(row.log(i % n));
      targetSums[i / n] += targets[i];
    }
    double lossBound = t.u() * (lossUnits + (Bounds.sum(m * n) + 2) * magnitude) / m;
    LossAndGradient expected = loss.of(t.reference());
    LossAndGradient actual = loss.of(t.ops());
    t.compare(what + ", loss", expected.loss(), actual.loss(), lossBound + Double.MIN_NORMAL);
    t.shape(what + ", gradient", x.shape(), actual.gradient().shape());
    // e^(ln p) turns the absolute error of ln p into a relative one of p; then Σ t, −, 1/m.
    IntToDoubleFunction bound =
        i -> {
          double p = rows[i / n].p()[i % n] * targetSums[i / n];
          double ofProbability = p * (rows[i / n].logSoftmax(i % n) + 10 + Bounds.sum(n));
          return t.u() * (ofProbability + 4 * Math.abs(p - targets[i]) + targets[i]) / m
              + t.samples().leastNormal();
        };
    t.compare(
        what + ", gradient",
        t.reference().doubles(expected.gradient()),
        t.ops().doubles(actual.gradient()),
        bound);
  }
}
