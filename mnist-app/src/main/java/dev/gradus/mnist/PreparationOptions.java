package dev.gradus.mnist;

import dev.gradus.nn.data.Augmentation;
import picocli.CommandLine.Option;

/** What is made of the images before a network sees them. */
@Section("Images")
final class PreparationOptions {
  @Option(
      names = "--train-images",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Train on so many images only, drawn so that each digit has its share. Default: all.")
  private Integer trainImages;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0",
      converter = Numbers.Share.class,
      description =
          "Keep this share of the training images, 0.1 say, for what is chosen while training; it"
              + " is measured each epoch, and the test images once at the end. Default:"
              + " ${DEFAULT-VALUE}.")
  private double validation;

  @Option(
      names = "--normalize",
      paramLabel = "HOW",
      defaultValue = "none",
      converter = Choices.OfNormalization.class,
      description =
          "Bring pixels to mean 0 and deviation 1, overall or each pixel on its own; or each to the"
              + " range of 0 to 1: none, overall, pixel, range. Fitted on the images to train on,"
              + " and saved with the model. Default: ${DEFAULT-VALUE}.")
  private DataPlan.Scaling scaling;

  @Option(
      names = "--augment-shift",
      paramLabel = "PIXELS",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description =
          "Move training images by up to this, in every epoch otherwise. Default:"
              + " ${DEFAULT-VALUE}.")
  private double shift;

  @Option(
      names = "--augment-rotate",
      paramLabel = "DEGREES",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description = "Turn them by up to this, either way. Default: ${DEFAULT-VALUE}.")
  private double rotate;

  @Option(
      names = "--augment-elastic",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description = "Bend them as if on rubber; 34 is usual. Default: ${DEFAULT-VALUE}.")
  private double elastic;

  @Option(
      names = "--augment-smoothness",
      paramLabel = "PIXELS",
      defaultValue = "4",
      converter = Numbers.Positive.class,
      description = "How far a bend reaches. Default: ${DEFAULT-VALUE}.")
  private double smoothness;

  DataPlan plan() {
    return new DataPlan(
        trainImages == null ? 0 : trainImages,
        validation,
        scaling,
        new Augmentation(shift, rotate, elastic, smoothness));
  }
}
