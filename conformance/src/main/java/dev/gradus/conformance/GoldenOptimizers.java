package dev.gradus.conformance;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.optim.AdaGrad;
import dev.gradus.nn.optim.Adadelta;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.NAdam;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.RmsProp;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.tensor.TensorOps;
import java.util.Map;

/** Twelve steps of every optimizer, as PyTorch made them. */
final class GoldenOptimizers {
  private static final String HINT = "op_scale and op_updateInPlace, then the optimizer's step";

  private GoldenOptimizers() {}

  static void add(RuleList rules, Golden golden) {
    GoldenRules.add(rules, golden, HINT, t -> inF64(t, golden));
    GoldenRules.addRounding(rules, golden, HINT, t -> inF32(t, golden));
  }

  private static void inF64(Trial t, Golden golden) {
    Run run = new Run(t.ops(), golden);
    for (int i = 0; golden.has("gradient." + i); i++) {
      run.step(i);
      double[] actual = t.ops().doubles(run.parameter.value());
      GoldenRules.near(t, "step " + i, golden.numbers("parameter." + i), actual);
    }
  }

  private static void inF32(Trial t, Golden golden) {
    RunningErrorOps bounded = new RunningErrorOps(t.precision());
    Run bounds = new Run(bounded, golden);
    Run actual = new Run(t.ops(), golden);
    for (int i = 0; golden.has("gradient." + i); i++) {
      bounds.step(i);
      actual.step(i);
      double[] errors = bounded.errors(bounds.parameter.value());
      t.compare(
          "step " + i,
          golden.numbers("parameter." + i),
          t.ops().doubles(actual.parameter.value()),
          e -> errors[e]);
    }
  }

  /** One parameter, moved by the given gradients. */
  private static final class Run {
    private final TensorOps ops;
    private final Golden golden;
    private final Parameter parameter;
    private final Optimizer optimizer;

    Run(TensorOps ops, Golden golden) {
      this.ops = ops;
      this.golden = golden;
      this.parameter = Parameter.weight(golden.tensor(ops, "start"));
      this.optimizer = Optimizer.of(ops, Map.of("weight", parameter), rule(golden));
    }

    void step(int i) {
      Gradients gradients = new Gradients(ops);
      gradients.add(parameter, golden.tensor(ops, "gradient." + i));
      optimizer.step(gradients);
    }
  }

  private static UpdateRule rule(Golden golden) {
    double rate = golden.number("lr");
    return switch (golden.name()) {
      case "sgd" -> new Sgd(rate);
      case "sgd_weight_decay" -> new Sgd(rate).withWeightDecay(golden.number("weight_decay"));
      case "momentum" -> new Momentum(rate, golden.number("momentum"));
      case "nesterov" -> new Momentum(rate, golden.number("momentum"), true);
      case "adagrad" -> new AdaGrad(rate, golden.number("eps"));
      case "adadelta" -> new Adadelta(rate, golden.number("rho"), golden.number("eps"));
      case "rmsprop" -> new RmsProp(rate, golden.number("alpha"), 0, golden.number("eps"));
      case "rmsprop_momentum" ->
          new RmsProp(
              rate, golden.number("alpha"), golden.number("momentum"), golden.number("eps"));
      case "adam" -> adam(golden, false);
      case "adam_amsgrad" -> adam(golden, true);
      case "adamw" -> adam(golden, false).withDecoupledWeightDecay(golden.number("weight_decay"));
      case "nadam" ->
          new NAdam(
              rate,
              golden.number("beta1"),
              golden.number("beta2"),
              golden.number("eps"),
              golden.number("momentum_decay"));
      default ->
          throw new IllegalStateException(
              "golden.txt: no rule is known for the optimizer " + golden.name());
    };
  }

  private static Adam adam(Golden golden, boolean amsgrad) {
    return new Adam(
        golden.number("lr"),
        golden.number("beta1"),
        golden.number("beta2"),
        golden.number("eps"),
        amsgrad);
  }
}
