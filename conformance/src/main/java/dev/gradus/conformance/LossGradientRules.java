package dev.gradus.conformance;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.loss.BinaryCrossEntropy;
import dev.gradus.nn.loss.BinaryCrossEntropyWithLogits;
import dev.gradus.nn.loss.CrossEntropy;
import dev.gradus.nn.loss.Hinge;
import dev.gradus.nn.loss.Huber;
import dev.gradus.nn.loss.KullbackLeibler;
import dev.gradus.nn.loss.L1Penalty;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.MeanAbsoluteError;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.Penalty;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Every loss by its prediction, and every penalty by the weights. */
final class LossGradientRules {
  private static final Shape SHAPE = Shape.of(6, 4);
  private static final int[] LABELS = {1, 0, 3, 2, 2, 1};

  private LossGradientRules() {}

  private interface Maker<T> {
    T make(TensorOps ops);
  }

  static void addTo(RuleList rules) {
    entropies(rules);
    distances(rules);
    penalty(rules, "L2Penalty", ops -> new L2Penalty(ops, 0.3));
    penalty(rules, "L1Penalty", ops -> new L1Penalty(ops, 0.3));
  }

  private static double[] logits(Trial t) {
    return t.samples().normal(SHAPE.size(), 2);
  }

  private static double[] probabilities(Trial t) {
    return t.samples().uniform(SHAPE.size(), 0.05, 0.95);
  }

  private static Target byLabel(TensorOps ops) {
    return Target.labels(LABELS);
  }

  private static Target byRow(TensorOps ops) {
    double[] oneHot = new double[SHAPE.size()];
    for (int i = 0; i < LABELS.length; i++) {
      oneHot[i * SHAPE.columns() + LABELS[i]] = 1;
    }
    return Target.values(ops.tensor(SHAPE, oneHot));
  }

  /** Rows that sum to 1, with a zero in each; f32 holds them exactly. */
  private static Target distributions(TensorOps ops) {
    double[] row = {0.5, 0, 0.125, 0.375};
    double[] rows = new double[SHAPE.size()];
    Arrays.setAll(rows, i -> row[(i + i / row.length) % row.length]);
    return Target.values(ops.tensor(SHAPE, rows));
  }

  private static void entropies(RuleList rules) {
    loss(
        rules,
        "SoftmaxCrossEntropy",
        LossGradientRules::logits,
        SoftmaxCrossEntropy::new,
        LossGradientRules::byLabel);
    loss(
        rules,
        "SoftmaxCrossEntropy of rows",
        LossGradientRules::logits,
        SoftmaxCrossEntropy::new,
        LossGradientRules::byRow);
    loss(
        rules,
        "WeightedCrossEntropy",
        LossGradientRules::logits,
        LossGradientRules::weightedAndSmoothed,
        LossGradientRules::byLabel);
    loss(
        rules,
        "WeightedCrossEntropy of rows",
        LossGradientRules::logits,
        LossGradientRules::weightedAndSmoothed,
        LossGradientRules::distributions);
    loss(
        rules,
        "CrossEntropy",
        LossGradientRules::probabilities,
        CrossEntropy::new,
        LossGradientRules::byLabel);
    loss(
        rules,
        "BinaryCrossEntropy",
        LossGradientRules::probabilities,
        BinaryCrossEntropy::new,
        LossGradientRules::byRow);
    loss(
        rules,
        "BinaryCrossEntropyWithLogits",
        LossGradientRules::logits,
        BinaryCrossEntropyWithLogits::new,
        LossGradientRules::byRow);
    loss(
        rules,
        "KullbackLeibler",
        LossGradientRules::logits,
        KullbackLeibler::new,
        LossGradientRules::distributions);
  }

  private static Loss weightedAndSmoothed(TensorOps ops) {
    return new SoftmaxCrossEntropy(ops).withClassWeights(0.5, 2, 1, 0.25).withLabelSmoothing(0.125);
  }

  private static void distances(RuleList rules) {
    for (MeanSquaredError.Convention convention : MeanSquaredError.Convention.values()) {
      loss(
          rules,
          "MeanSquaredError " + convention.name().toLowerCase(Locale.ROOT),
          LossGradientRules::logits,
          ops -> new MeanSquaredError(ops, convention),
          LossGradientRules::byRow);
    }
    loss(
        rules,
        "MeanAbsoluteError",
        LossGradientRules::logits,
        MeanAbsoluteError::new,
        LossGradientRules::byRow);
    loss(
        rules,
        "Huber",
        LossGradientRules::logits,
        ops -> new Huber(ops, 1.5),
        LossGradientRules::byRow);
    loss(rules, "Hinge", LossGradientRules::logits, Hinge::new, LossGradientRules::byLabel);
  }

  private static void loss(
      RuleList rules,
      String name,
      Function<Trial, double[]> prediction,
      Maker<Loss> maker,
      Maker<Target> target) {
    rules.add(
        Precision.F64,
        name,
        1,
        "agreesWithCentralDifferences",
        GradientRules.F64,
        t -> {
          Tensor y = t.ops().tensor(SHAPE, prediction.apply(t));
          GradientRules.report(
              t, name, GradientCheck.of(t.ops(), maker.make(t.ops()), y, target.make(t.ops())));
        });
    rules.add(
        Precision.F32,
        name,
        2,
        "agreesWithTheGradientInF64",
        GradientRules.F32,
        t -> {
          double[] y = prediction.apply(t);
          RunningErrorOps bounded = new RunningErrorOps(t.precision());
          LossAndGradient expected =
              maker.make(bounded).evaluate(bounded.tensor(SHAPE, y), target.make(bounded));
          LossAndGradient actual =
              maker.make(t.ops()).evaluate(t.ops().tensor(SHAPE, y), target.make(t.ops()));
          t.compare(
              "loss of " + name,
              expected.loss(),
              actual.loss(),
              bounded.lossError(expected.loss()));
          GradientRules.compare(
              t, name, bounded, List.of(expected.gradient()), List.of(actual.gradient()));
        });
  }

  private static void penalty(RuleList rules, String name, Maker<Penalty> penalty) {
    Shape inputs = Shape.of(6, 5);
    rules.add(
        Precision.F64,
        name,
        1,
        "agreesWithCentralDifferences",
        GradientRules.F64,
        t -> {
          Tensor x = t.ops().tensor(inputs, t.samples().normal(inputs.size()));
          Objective objective = penalized(t.ops(), penalty);
          GradientRules.report(t, name, GradientCheck.of(objective, x, Target.labels(LABELS)));
        });
    rules.add(
        Precision.F32,
        name,
        2,
        "agreesWithTheGradientInF64",
        GradientRules.F32,
        t -> {
          double[] x = t.samples().normal(inputs.size());
          GradientRules.compare(
              t,
              name,
              ops -> {
                Objective objective = penalized(ops, penalty);
                Gradients gradients =
                    objective
                        .gradients(ops.tensor(inputs, x), Target.labels(LABELS), Mode.inference())
                        .gradients();
                return objective.network().parameters().values().stream()
                    .map(gradients::of)
                    .toList();
              });
        });
  }

  private static Objective penalized(TensorOps ops, Maker<Penalty> penalty) {
    return new Objective(
        ops, GradientRules.affine(ops, 5, 4), new SoftmaxCrossEntropy(ops), penalty.make(ops));
  }
}
