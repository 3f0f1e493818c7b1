package dev.gradus.conformance;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;

/** The gradients of networks that are drawn: each rule has its share of them. */
final class RandomNetworkRules {
  private static final int RULES = 4;
  private static final int FULL = 40;
  private static final int ELEMENTS_PER_TENSOR = 20;

  private RandomNetworkRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.GRADIENTS);
    for (int i = 1; i <= RULES; i++) {
      int number = i;
      rules.add(
          Precision.F64,
          "random perceptron",
          number,
          "agreesWithCentralDifferences",
          GradientRules.F64,
          t -> each(t, number, drawn -> centralDifferences(t, drawn)));
      rules.add(
          Precision.F32,
          "random perceptron",
          RULES + number,
          "agreesWithTheGradientInF64",
          GradientRules.F32,
          t -> {
            RunningErrorOps bounded = new RunningErrorOps(t.precision());
            each(t, number, drawn -> bounds(t, bounded, drawn));
          });
    }
    return rules.rules();
  }

  private static void each(Trial t, int number, Consumer<RandomNetwork> check) {
    for (int i = number; i <= (t.full() ? FULL : RULES); i += RULES) {
      check.accept(RandomNetwork.of(i));
    }
  }

  private static void centralDifferences(Trial t, RandomNetwork drawn) {
    Tensor x = drawn.input(t.ops());
    GradientCheck check =
        GradientCheck.of(drawn.objective(t.ops()), x, drawn.target())
            .sampling(ELEMENTS_PER_TENSOR, drawn.random());
    GradientRules.report(t, drawn.toString(), check);
  }

  private static void bounds(Trial t, RunningErrorOps bounded, RandomNetwork drawn) {
    GradientRules.compare(
        t, drawn.toString(), bounded, drawn.gradients(bounded), drawn.gradients(t.ops()));
  }
}
