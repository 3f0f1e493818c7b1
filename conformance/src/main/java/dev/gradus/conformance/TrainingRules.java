package dev.gradus.conformance;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;

/** The same training beside the specification, step by step. */
final class TrainingRules {
  private static final int STEPS = 40;
  private static final int SAMPLES = 60;
  private static final int BATCH = 10;
  private static final int FEATURES = 13;
  private static final int CLASSES = 4;

  private TrainingRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.TRAINING);
    Rule.Text text =
        new Rule.Text(
            "1e-12 (f64), 1e-5 (f32) of the loss",
            "one seed, 40 steps: every loss agrees with the specification's",
            "first the rules op_ and gradient_; then updateInPlace and scopes");
    for (Activation activation : Activation.values()) {
      rules.add(
          "perceptron " + activation.name().toLowerCase(java.util.Locale.ROOT),
          1,
          "losesAsTheSpecificationDoes",
          text,
          t -> parity(t, activation, false));
    }
    rules.add(
        "perceptron with momentum",
        1,
        "losesAsTheSpecificationDoes",
        text,
        t -> parity(t, Activation.RELU, true));
    return rules.rules();
  }

  private static void parity(Trial t, Activation activation, boolean momentum) {
    double tolerance = t.precision() == Precision.F64 ? 1e-12 : 1e-5;
    double[] expected = losses(t.reference(), activation, momentum);
    double[] actual = losses(t.ops(), activation, momentum);
    t.compare(
        "losses with " + activation, expected, actual, i -> tolerance * Math.abs(expected[i]));
    t.holds(
        actual[STEPS - 1] < actual[0],
        () -> "the loss did not fall: from %s to %s".formatted(actual[0], actual[STEPS - 1]));
  }

  private static double[] losses(TensorOps ops, Activation activation, boolean momentum) {
    RandomSource random = RandomSource.ofSeed(Conformance.SEED).at("training");
    double[] values = new double[SAMPLES * FEATURES];
    int[] labels = new int[SAMPLES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.normal(i);
    }
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] =
          values[i * FEATURES] > 0
              ? (values[i * FEATURES + 1] > 0 ? 0 : 1)
              : (values[i * FEATURES + 2] > 0 ? 2 : 3);
    }
    Tensor x = ops.tensor(Shape.of(SAMPLES, FEATURES), values);
    Sequential network =
        Sequential.perceptron(
            ops, List.of(FEATURES, 17, CLASSES), activation, Initializer.xavier(), random);
    Objective objective =
        new Objective(ops, network, new SoftmaxCrossEntropy(ops), new L2Penalty(ops, 1e-3));
    Optimizer optimizer =
        momentum ? new Momentum(ops, network.parameters().values(), 0.1, 0.9) : new Sgd(ops, 0.3);
    double[] losses = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      int[] picked = new int[BATCH];
      int[] classes = new int[BATCH];
      for (int i = 0; i < BATCH; i++) {
        picked[i] = (step * BATCH + i) % SAMPLES;
        classes[i] = labels[picked[i]];
      }
      try (Scope scope = ops.scope()) {
        Objective.Result result =
            objective.gradients(
                ops.gatherRows(x, picked), Target.labels(classes), Mode.inference());
        optimizer.step(result.gradients());
        losses[step] = result.loss();
      }
    }
    return losses;
  }
}
