package dev.gradus.mnist;

import java.util.List;
import picocli.CommandLine.Option;

/** Which network. */
@Section("Network")
final class NetworkOptions {
  @Option(
      names = "--hidden",
      paramLabel = "N,...",
      defaultValue = "50",
      converter = Several.Counts.class,
      description =
          "The widths of the hidden layers, such as 100,50; none for a linear network. Default:"
              + " ${DEFAULT-VALUE}.")
  private Several<Integer> hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "relu",
      converter = Choices.OfActivation.class,
      description =
          "The activation between layers: relu, leaky-relu, elu, gelu, gelu-tanh, silu, softplus,"
              + " tanh or sigmoid. Default: ${DEFAULT-VALUE}.")
  private NetworkPlan.Between activation;

  @Option(
      names = "--init",
      paramLabel = "NAME",
      defaultValue = "normal",
      converter = Choices.OfInit.class,
      description =
          "How weights are drawn: normal, truncated-normal, orthogonal; or scaled to the width of"
              + " the layer, xavier or he. Default: ${DEFAULT-VALUE}.")
  private NetworkPlan.Start init;

  @Option(
      names = "--init-scale",
      paramLabel = "X",
      converter = Numbers.Positive.class,
      description =
          "The standard deviation of normal and truncated-normal, by default 0.01; the gain of"
              + " orthogonal, by default 1.")
  private Double scale;

  @Option(
      names = "--batch-norm",
      negatable = true,
      defaultValue = "false",
      fallbackValue = "true",
      description = "Normalise each hidden layer over the batch, before its activation.")
  private boolean batchNorm;

  @Option(
      names = "--layer-norm",
      negatable = true,
      defaultValue = "false",
      fallbackValue = "true",
      description = "Normalise each hidden layer over its width, before its activation.")
  private boolean layerNorm;

  @Option(
      names = "--dropout",
      paramLabel = "P,...",
      defaultValue = "none",
      converter = Several.Shares.class,
      description =
          "The probability that an output of a hidden layer is dropped in training; one for all"
              + " hidden layers, or one for each. Default: ${DEFAULT-VALUE}.")
  private Several<Double> dropout;

  @Option(
      names = "--dropout-input",
      paramLabel = "P",
      defaultValue = "0",
      converter = Numbers.Share.class,
      description = "The probability that a pixel is dropped. Default: ${DEFAULT-VALUE}.")
  private double inputDropout;

  NetworkPlan plan() {
    return new NetworkPlan(
        hidden.each(),
        activation,
        init,
        scale == null ? init.usualScale() : scale,
        dropout.each().stream().allMatch(p -> p == 0) ? List.of() : dropout.each(),
        inputDropout,
        batchNorm,
        layerNorm);
  }
}
