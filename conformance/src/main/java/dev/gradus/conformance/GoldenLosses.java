package dev.gradus.conformance;

import dev.gradus.nn.loss.BinaryCrossEntropyWithLogits;
import dev.gradus.nn.loss.Huber;
import dev.gradus.nn.loss.KullbackLeibler;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.MeanAbsoluteError;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.TensorOps;
import java.util.Map;
import java.util.OptionalDouble;

/** A golden loss's value and gradient. */
final class GoldenLosses {
  private GoldenLosses() {}

  static GoldenRules.Computed compute(TensorOps ops, Golden golden) {
    Target target =
        golden.has("labels")
            ? Target.labels(golden.labels())
            : Target.values(golden.tensor(ops, "target"));
    LossAndGradient result = loss(ops, golden).evaluate(golden.tensor(ops, "prediction"), target);
    return new GoldenRules.Computed(
        OptionalDouble.of(result.loss()), Map.of("gradient", result.gradient()));
  }

  private static Loss loss(TensorOps ops, Golden golden) {
    return switch (golden.name()) {
      case "mse" -> new MeanSquaredError(ops, MeanSquaredError.Convention.MEAN);
      case "l1" -> new MeanAbsoluteError(ops);
      case "huber" -> new Huber(ops, golden.number("delta"));
      case "kl_div" -> new KullbackLeibler(ops);
      case "bce_with_logits", "bce_with_logits_extreme" -> new BinaryCrossEntropyWithLogits(ops);
      case "cross_entropy_weighted" ->
          new SoftmaxCrossEntropy(ops).withClassWeights(golden.numbers("weight"));
      case "cross_entropy_smoothed" ->
          new SoftmaxCrossEntropy(ops).withLabelSmoothing(golden.number("label_smoothing"));
      default -> new SoftmaxCrossEntropy(ops);
    };
  }
}
