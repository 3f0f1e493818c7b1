package dev.gradus.conformance;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Small networks trained as PyTorch trained them. */
final class GoldenTrainings {
  private static final String HINT =
      "first the rules golden_layer, golden_loss and golden_optimizer, then training";

  private GoldenTrainings() {}

  static void add(RuleList rules, Golden golden) {
    GoldenRules.add(rules, golden, HINT, t -> inF64(t, golden));
    GoldenRules.addRounding(rules, golden, HINT, t -> inF32(t, golden));
  }

  private static void inF64(Trial t, Golden golden) {
    Run run = new Run(t.ops(), golden);
    double[] expected = golden.numbers("losses");
    double[] losses = new double[expected.length];
    for (int step = 0; step < losses.length; step++) {
      losses[step] = run.step(step);
    }
    GoldenRules.near(t, "losses", expected, losses);
    run.parameters.forEach(
        (name, parameter) ->
            GoldenRules.near(
                t, name, golden.numbers("end." + name), t.ops().doubles(parameter.value())));
  }

  /**
   * Each step begins with the weights of the training in f64, rounded once, so errors don't add up.
   * PyTorch's numbers are every loss and the last weights; the weights between are those in f64.
   */
  private static void inF32(Trial t, Golden golden) {
    RunningErrorOps bounded = new RunningErrorOps(t.precision());
    Run bounds = new Run(bounded, golden);
    Run actual = new Run(t.ops(), golden);
    double[] losses = golden.numbers("losses");
    for (int step = 0; step < losses.length; step++) {
      bounds.parameters.forEach(
          (name, parameter) -> {
            double[] weights = bounded.doubles(parameter.value());
            set(bounded, parameter, weights);
            set(t.ops(), actual.parameters.get(name), weights);
          });
      String what = "step " + step;
      double error = bounded.lossError(bounds.step(step));
      t.compare(what + ", loss", losses[step], actual.step(step), error);
      boolean last = step == losses.length - 1;
      bounds.parameters.forEach(
          (name, parameter) -> {
            double[] errors = bounded.errors(parameter.value());
            t.compare(
                what + ", " + name,
                last ? golden.numbers("end." + name) : bounded.doubles(parameter.value()),
                t.ops().doubles(actual.parameters.get(name).value()),
                e -> errors[e]);
          });
    }
  }

  private static void set(TensorOps ops, Parameter parameter, double[] weights) {
    Tensor value = parameter.value();
    try (Scope scope = ops.scope()) {
      ops.updateInPlace(value, 0, 1, ops.tensor(value.shape(), weights));
    }
  }

  /** One training. */
  private static final class Run {
    private final TensorOps ops;
    private final Tensor x;
    private final int[] labels;
    private final int batch;
    private final Map<String, Parameter> parameters;
    private final Objective objective;
    private final Optimizer optimizer;

    Run(TensorOps ops, Golden golden) {
      this.ops = ops;
      String activation = golden.name().substring(golden.name().lastIndexOf('_') + 1);
      List<Layer> layers = new ArrayList<>();
      for (int i = 0; golden.has("start.%d.weight".formatted(i)); i += 2) {
        if (i > 0) {
          layers.add(Activation.valueOf(activation.toUpperCase(Locale.ROOT)).layer(ops));
        }
        layers.add(GoldenLayers.affine(ops, golden, "start.%d.".formatted(i)));
      }
      Sequential network = Sequential.of(layers);
      this.x = golden.tensor(ops, "x");
      this.labels = golden.labels();
      this.batch = (int) golden.number("batch");
      this.parameters = network.parameters();
      this.objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
      this.optimizer = Optimizer.of(ops, parameters, new Sgd(golden.number("lr")));
    }

    /** The loss before the step. */
    double step(int step) {
      int[] picked = new int[batch];
      int[] classes = new int[batch];
      for (int i = 0; i < batch; i++) {
        picked[i] = (step * batch + i) % labels.length;
        classes[i] = labels[picked[i]];
      }
      try (Scope scope = ops.scope()) {
        Objective.Result result =
            objective.gradients(
                ops.gatherRows(x, picked), Target.labels(classes), Mode.inference());
        optimizer.step(result.gradients());
        return result.loss();
      }
    }
  }
}
