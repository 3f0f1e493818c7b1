package dev.gradus.conformance;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Relu;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.BinaryCrossEntropy;
import dev.gradus.nn.loss.BinaryCrossEntropyWithLogits;
import dev.gradus.nn.loss.CrossEntropy;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** The worked examples on losses and layers. */
final class BookRules {
  private static final Shape ROW = Shape.of(1, 10);
  private static final double[] RIGHT = {0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0};
  private static final double[] WRONG = {0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0};
  private static final double[] TWO = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0};

  private BookRules() {}

  static Rule.Text text(String intent) {
    return new Rule.Text(
        "64u of the larger of 1 and the number",
        intent,
        "first the rules op_ and gradient_ of what the example computes");
  }

  /** What a short computation of numbers of this size may err. */
  static double bound(Trial t, double magnitude) {
    return 64 * t.u() * Math.max(1, Math.abs(magnitude));
  }

  static void near(Trial t, String what, double expected, double actual) {
    t.compare(what, expected, actual, bound(t, expected));
  }

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.BOOK);
    rules.add(
        "mean squared error",
        1,
        "halfTheSumOfSquaresIs0_0975And0_5975",
        text("the notes' form of the loss"),
        t -> {
          MeanSquaredError loss =
              new MeanSquaredError(t.ops(), MeanSquaredError.Convention.HALF_SUM);
          near(t, "2 is likely", 0.0975, loss.value(row(t, RIGHT), Target.labels(2)));
          near(t, "7 is likely", 0.5975, loss.value(row(t, WRONG), Target.labels(2)));
          near(
              t,
              "mean",
              0.0195,
              new MeanSquaredError(t.ops(), MeanSquaredError.Convention.MEAN)
                  .value(row(t, RIGHT), Target.labels(2)));
        });
    rules.add(
        "cross-entropy",
        1,
        "is0_5108And2_3026",
        text("with 1e-7 inside the logarithm"),
        t -> {
          CrossEntropy loss = new CrossEntropy(t.ops());
          near(t, "2 is likely", 0.510825457099338, loss.value(row(t, RIGHT), Target.labels(2)));
          t.compare("7 is likely", 2.3026, loss.value(row(t, WRONG), Target.labels(2)), 5e-5);
        });
    rules.add(
        "cross-entropy",
        2,
        "isTheSameForLabelsAndOneHotRows",
        text("both kinds of target"),
        t -> {
          CrossEntropy loss = new CrossEntropy(t.ops());
          near(
              t,
              "probabilities",
              loss.value(row(t, RIGHT), Target.labels(2)),
              loss.value(row(t, RIGHT), Target.values(row(t, TWO))));
          SoftmaxCrossEntropy fused = new SoftmaxCrossEntropy(t.ops());
          near(
              t,
              "logits",
              fused.value(row(t, RIGHT), Target.labels(2)),
              fused.value(row(t, RIGHT), Target.values(row(t, TWO))));
        });
    rules.add(
        "cross-entropy",
        3,
        "isDividedByTheBatchSize",
        text("the batch version is a mean"),
        t -> {
          double[] both = java.util.Arrays.copyOf(RIGHT, 20);
          System.arraycopy(WRONG, 0, both, 10, 10);
          Tensor batch = t.ops().tensor(Shape.of(2, 10), both);
          CrossEntropy loss = new CrossEntropy(t.ops());
          double mean =
              (loss.value(row(t, RIGHT), Target.labels(2))
                      + loss.value(row(t, WRONG), Target.labels(2)))
                  / 2;
          near(t, "probabilities", mean, loss.value(batch, Target.labels(2, 2)));
        });
    rules.add(
        "binary cross-entropy",
        1,
        "staysFiniteAt100",
        text("no overflow on logits of ±100"),
        BookRules::binary);
    rules.add(
        Precision.F64,
        "2 × 3 weight matrix",
        1,
        "hasTheNumericalGradient",
        new Rule.Text(
            "1e-7",
            "backprop of one matrix under softmax cross-entropy",
            "gradient_Affine and gradient_SoftmaxCrossEntropy"),
        t -> {
          double[] w = {0.47355232, 0.85557411, 0.9977393, 0.03563661, 0.84668094, 0.69422093};
          Tensor transposed = t.ops().tensor(Shape.of(3, 2), w);
          Affine layer = Affine.withoutBias(t.ops(), Parameter.weight(transposed));
          Tensor x = t.ops().tensor(Shape.of(1, 2), new double[] {0.6, 0.9});
          Objective objective = new Objective(t.ops(), layer, new SoftmaxCrossEntropy(t.ops()));
          GradientRules.report(t, "matrix", GradientCheck.of(objective, x, Target.labels(2)));
        });
    rules.add(
        "two affine layers",
        1,
        "equalOneWithoutAnActivation",
        text("W2(W1 x + b1) + b2 = W x + b"),
        BookRules::twoAffine);
    rules.add(
        "ReLU",
        1,
        "passesTheGradientAboveZeroOnly",
        new Rule.Text("to the bit", "1 where x > 0, 0 elsewhere, at 0 too", "op_reluGrad_02"),
        t -> {
          TensorOps ops = t.ops();
          Tensor x = ops.tensor(Shape.of(2, 2), new double[] {1, -0.5, -2, 3});
          Pass pass = new Relu(ops).forward(ops.reshape(x, Shape.of(1, 4)), Mode.inference());
          t.compare(
              "forward",
              new double[] {1, 0, 0, 3},
              ops.doubles(pass.output()),
              i -> Double.MIN_VALUE);
          Pass atZero =
              new Relu(ops)
                  .forward(ops.tensor(Shape.of(3), new double[] {-1, 0, 1}), Mode.inference());
          Tensor dx = atZero.pullback().apply(ops.full(Shape.of(3), 5), new Gradients(ops), true);
          t.compare("backward", new double[] {0, 0, 5}, ops.doubles(dx), i -> Double.MIN_VALUE);
        });
    return rules.rules();
  }

  private static Tensor row(Trial t, double[] values) {
    return t.ops().tensor(ROW, values);
  }

  private static void binary(Trial t) {
    TensorOps ops = t.ops();
    Shape shape = Shape.of(1, 4);
    double[] zeroOne = {1, 0, 1, 0};
    Tensor logits = ops.tensor(shape, new double[] {100, -100, -100, 100});
    LossAndGradient result =
        new BinaryCrossEntropyWithLogits(ops)
            .evaluate(logits, Target.values(ops.tensor(shape, zeroOne)));
    near(t, "logits", 50, result.loss());
    t.compare(
        "gradient by logits",
        new double[] {0, 0, -0.25, 0.25},
        ops.doubles(result.gradient()),
        i -> bound(t, 1));
    Tensor p = ops.tensor(shape, new double[] {0.9, 0.2, 0.5, 0.5});
    double expected = -(Math.log(0.9) + Math.log(0.8) + 2 * Math.log(0.5)) / 4;
    near(
        t,
        "probabilities",
        expected,
        new BinaryCrossEntropy(ops).value(p, Target.values(ops.tensor(shape, zeroOne))));
    Tensor certain = ops.tensor(shape, new double[] {1, 0, 0, 1});
    LossAndGradient ends =
        new BinaryCrossEntropy(ops).evaluate(certain, Target.values(ops.tensor(shape, zeroOne)));
    near(t, "probabilities 0 and 1", 50, ends.loss());
    for (double gradient : ops.doubles(ends.gradient())) {
      t.holds(Double.isFinite(gradient), () -> "the gradient at p = 0 or 1 is " + gradient);
    }
  }

  private static void twoAffine(Trial t) {
    TensorOps ops = t.ops();
    Tensor w1 = ops.tensor(Shape.of(3, 2), new double[] {0.1, -0.2, 0.3, 0.4, -0.5, 0.6});
    Tensor b1 = ops.tensor(Shape.of(3), new double[] {0.1, 0.2, -0.3});
    Tensor w2 = ops.tensor(Shape.of(2, 3), new double[] {0.7, -0.8, 0.9, 1, -1.1, 1.2});
    Tensor b2 = ops.tensor(Shape.of(2), new double[] {-0.4, 0.5});
    Tensor x = ops.tensor(Shape.of(2, 2), new double[] {1, 2, -3, 0.5});
    Tensor w = ops.matmul(w2, w1);
    Tensor b =
        ops.add(ops.reshape(ops.matmul(w2, ops.reshape(b1, Shape.of(3, 1))), Shape.of(2)), b2);
    Sequential two = Sequential.of(affine(ops, w1, b1), affine(ops, w2, b2));
    t.compare(
        "two layers and one",
        ops.doubles(ops.affine(x, w, b)),
        ops.doubles(two.predict(x)),
        i -> bound(t, 1));
  }

  private static Affine affine(TensorOps ops, Tensor w, Tensor b) {
    return Affine.of(ops, Parameter.weight(w), Parameter.bias(b));
  }
}
