package dev.gradus.mnist;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long a training goes on, and on which batches. */
@Section("Training")
final class CourseOptions {
  private static final int DEFAULT_ITERATIONS = 10_000;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "100",
      converter = Numbers.Count.class,
      description =
          "The images of one batch, drawn at random with replacement. Default:"
              + " ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--shuffle",
      negatable = true,
      defaultValue = "false",
      fallbackValue = "true",
      description = "Take each image once an epoch, in an order shuffled anew, instead.")
  private boolean shuffle;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Count.class,
      description =
          "Make each iteration of so many batches, by their mean gradient, as if they were one."
              + " Default: ${DEFAULT-VALUE}.")
  private int accumulate;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "The number of steps. Default: 10000.")
  private Integer iterations;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "The number of epochs instead: each of (training images / batch) steps, rounded down, at"
              + " least one; with --shuffle rounded up.")
  private Integer epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Stop after so many epochs in which the validation loss was not better than before, and"
              + " take the weights of the best one; needs --validation. Default: never.")
  private Integer patience;

  @Option(
      names = "--min-change",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description = "By how much a better loss must be lower. Default: ${DEFAULT-VALUE}.")
  private double minChange;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = Lasting.class,
      description = "Stop after 90s, 10m or 1.5h, say, with everything written. Default: never.")
  private Duration timeLimit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Seed.class,
      description =
          "Where all randomness comes from: equal seeds give equal weights and batches on every"
              + " backend. Default: ${DEFAULT-VALUE}.")
  private long seed;

  CoursePlan plan() {
    if (iterations != null && epochs != null) {
      throw new IllegalArgumentException(
          "--epochs: expected one of --iterations and --epochs, got both");
    }
    return new CoursePlan(
        batch,
        accumulate,
        shuffle,
        iterations == null ? DEFAULT_ITERATIONS : iterations,
        epochs == null ? 0 : epochs,
        patience == null ? 0 : patience,
        minChange,
        Optional.ofNullable(timeLimit),
        seed);
  }
}
