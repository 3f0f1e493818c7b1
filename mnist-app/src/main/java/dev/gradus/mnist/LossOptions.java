package dev.gradus.mnist;

import picocli.CommandLine.Option;

/** What training makes small. */
@Section("Loss and penalties")
final class LossOptions {
  @Option(
      names = "--label-smoothing",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.Share.class,
      description =
          "The share of each target that is spread evenly over all digits. Default:"
              + " ${DEFAULT-VALUE}.")
  private double labelSmoothing;

  @Option(
      names = "--class-weights",
      paramLabel = "none|balanced",
      defaultValue = "none",
      converter = Choices.OfClassWeights.class,
      description =
          "balanced: each digit counts as much in all, however many images it has. Default:"
              + " ${DEFAULT-VALUE}.")
  private LossPlan.Weights classWeights;

  @Option(
      names = "--l1",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description = "λ of the penalty λ · Σ |w| over the weights. Default: ${DEFAULT-VALUE}, none.")
  private double l1;

  @Option(
      names = "--l2",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description =
          "λ of the penalty λ/2 · Σ w² over the weights. Default: ${DEFAULT-VALUE}, none.")
  private double l2;

  LossPlan plan() {
    return new LossPlan(labelSmoothing, classWeights, l1, l2);
  }
}
