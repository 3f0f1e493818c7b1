package dev.gradus.conformance;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Locale;

/** The same training beside the specification, step by step. */
final class TrainingRules {
  private static final int STEPS = 200;
  private static final int SAMPLES = 60;
  private static final int BATCH = 10;
  private static final int FEATURES = 13;
  private static final int HIDDEN = 17;
  private static final int CLASSES = 4;

  /** Units of u of the first loss by which two trainings may part in one step. */
  private static final double DRIFT = 8;

  private static final String HINT =
      "first the rules op_ and gradient_; then updateInPlace and scopes";

  private static final Rule.Text DRIFTING =
      new Rule.Text(
          "(step + 1)·8u of the first loss",
          "one seed, 200 steps: every loss agrees with the specification's",
          HINT);
  private static final Rule.Text STEPPING =
      new Rule.Text(
          "the running error bound of each element, from the weights before the step",
          "one seed, 200 steps: the loss and every new weight of each step are right",
          HINT);

  private TrainingRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.TRAINING);
    for (Activation activation : Activation.values()) {
      String name = "perceptron " + activation.name().toLowerCase(Locale.ROOT);
      add(rules, name, activation, false);
    }
    add(rules, "perceptron with momentum", Activation.RELU, true);
    return rules.rules();
  }

  private static void add(RuleList rules, String name, Activation activation, boolean momentum) {
    rules.add(
        name,
        1,
        "losesAsTheSpecificationDoes",
        DRIFTING,
        t -> {
          double[] expected = losses(new Run(t.reference(), activation, momentum, 1e-3));
          double[] actual = losses(new Run(t.ops(), activation, momentum, 1e-3));
          t.compare(
              "losses of " + name,
              expected,
              actual,
              step -> (step + 1) * DRIFT * t.u() * Math.abs(expected[0]));
          t.holds(
              actual[STEPS - 1] < actual[0],
              () -> "the loss did not fall: from %s to %s".formatted(actual[0], actual[STEPS - 1]));
        });
    rules.add(
        name,
        2,
        "takesEveryStepAsTheSpecificationDoes",
        STEPPING,
        t -> stepByStep(t, name, activation, momentum));
  }

  private static double[] losses(Run run) {
    double[] losses = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      losses[step] = run.step(step);
    }
    return losses;
  }

  /** Each step begins with the weights that the backend has, so errors don't add up. */
  private static void stepByStep(Trial t, String name, Activation activation, boolean momentum) {
    RunningErrorOps bounded = new RunningErrorOps(t.precision());
    Run expected = new Run(bounded, activation, momentum, 0);
    Run actual = new Run(t.ops(), activation, momentum, 0);
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < actual.parameters.size(); i++) {
        Tensor weights = expected.parameters.get(i).value();
        double[] values = t.ops().doubles(actual.parameters.get(i).value());
        bounded.updateInPlace(weights, 0, 1, bounded.tensor(weights.shape(), values));
      }
      String what = "%s, step %d".formatted(name, step);
      double loss = expected.step(step);
      t.compare(what + ", loss", loss, actual.step(step), bounded.lossError(loss));
      for (int i = 0; i < actual.parameters.size(); i++) {
        Tensor weights = expected.parameters.get(i).value();
        double[] errors = bounded.errors(weights);
        t.compare(
            "%s, weights %d".formatted(what, i),
            bounded.doubles(weights),
            t.ops().doubles(actual.parameters.get(i).value()),
            e -> errors[e]);
      }
    }
  }

  /** One training. */
  private static final class Run {
    private final TensorOps ops;
    private final Tensor x;
    private final int[] labels = new int[SAMPLES];
    private final List<Parameter> parameters;
    private final Objective objective;
    private final Optimizer optimizer;

    Run(TensorOps ops, Activation activation, boolean momentum, double lambda) {
      this.ops = ops;
      RandomSource random = RandomSource.ofSeed(Conformance.SEED).at("training");
      double[] values = new double[SAMPLES * FEATURES];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.normal(i);
      }
      for (int i = 0; i < SAMPLES; i++) {
        labels[i] =
            values[i * FEATURES] > 0
                ? (values[i * FEATURES + 1] > 0 ? 0 : 1)
                : (values[i * FEATURES + 2] > 0 ? 2 : 3);
      }
      this.x = ops.tensor(Shape.of(SAMPLES, FEATURES), values);
      List<Integer> widths = List.of(FEATURES, HIDDEN, CLASSES);
      Sequential network =
          Sequential.perceptron(ops, widths, activation, Initializer.xavier(), random);
      this.parameters = List.copyOf(network.parameters().values());
      this.objective =
          new Objective(ops, network, new SoftmaxCrossEntropy(ops), new L2Penalty(ops, lambda));
      UpdateRule rule = momentum ? new Momentum(0.1, 0.9) : new Sgd(0.3);
      this.optimizer = Optimizer.of(ops, network.parameters(), rule);
    }

    /** The loss before the step. */
    double step(int step) {
      int[] picked = new int[BATCH];
      int[] classes = new int[BATCH];
      for (int i = 0; i < BATCH; i++) {
        picked[i] = (step * BATCH + i) % SAMPLES;
        classes[i] = labels[picked[i]];
      }
      try (Scope scope = ops.scope()) {
        Tensor batch = ops.gatherRows(x, picked);
        Objective.Result result =
            objective.gradients(batch, Target.labels(classes), Mode.inference());
        optimizer.step(result.gradients());
        return result.loss();
      }
    }
  }
}
