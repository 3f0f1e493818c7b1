package dev.gradus.mnist;

import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.L2Penalty;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Momentum;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How, and how long, a network learns. */
final class LearningOptions {
  private static final int DEFAULT_ITERATIONS = 10_000;
  private static final double MOMENTUM = 0.9;

  /** The optimizers. */
  enum Rule {
    SGD,
    MOMENTUM
  }

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "100",
      converter = Numbers.Count.class,
      description =
          "The images of one iteration, drawn at random with replacement. Default:"
              + " ${DEFAULT-VALUE}.")
  private int batch;

  @ArgGroup private Length length = new Length();

  /** One of two ways to say how long. */
  private static final class Length {
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
                + " least one.")
    private Integer epochs;
  }

  @Option(
      names = "--optimizer",
      paramLabel = "sgd|momentum",
      defaultValue = "sgd",
      converter = Choices.OfOptimizer.class,
      description = "Gradient descent, plain or with momentum 0.9. Default: ${DEFAULT-VALUE}.")
  private Rule rule;

  @Option(
      names = "--lr",
      paramLabel = "X",
      defaultValue = "0.1",
      converter = Numbers.Positive.class,
      description = "The learning rate. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(
      names = "--l2",
      paramLabel = "X",
      defaultValue = "0",
      converter = Numbers.NotNegative.class,
      description =
          "λ of the penalty λ/2 · Σ w² over the weights. Default: ${DEFAULT-VALUE}, none.")
  private double l2;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Seed.class,
      description =
          "Where all randomness comes from: equal seeds give equal weights and batches on every"
              + " backend. Default: ${DEFAULT-VALUE}.")
  private long seed;

  long seed() {
    return seed;
  }

  /** The source of all randomness of the run. */
  RandomSource random() {
    return RandomSource.ofSeed(seed);
  }

  /** Steps in an epoch. */
  int stepsPerEpoch(Digits data) {
    return sampler(data).stepsPerEpoch();
  }

  int batch() {
    return batch;
  }

  /** Steps in all. */
  int iterations(Digits data) {
    if (length.epochs == null) {
      return length.iterations == null ? DEFAULT_ITERATIONS : length.iterations;
    }
    long iterations = (long) length.epochs * stepsPerEpoch(data);
    if (iterations > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          Text.format(
              "--epochs: expected at most %,d iterations, %,d epochs are %,d",
              Integer.MAX_VALUE, length.epochs, iterations));
    }
    return (int) iterations;
  }

  private Sampler sampler(Digits data) {
    return Sampler.random(data.train().size(), batch, random());
  }

  /** What training makes small. */
  Objective objective(TensorOps ops, Layer network) {
    return new Objective(ops, network, new SoftmaxCrossEntropy(ops), new L2Penalty(ops, l2));
  }

  /** A trainer for this network and these data. */
  Trainer trainer(Objective objective, Digits data) {
    return Trainer.of(objective, updateRule())
        .sampler(sampler(data))
        .iterations(iterations(data))
        .random(random())
        .nanoClock(System::nanoTime);
  }

  private UpdateRule updateRule() {
    return switch (rule) {
      case SGD -> new Sgd(learningRate);
      case MOMENTUM -> new Momentum(learningRate, MOMENTUM);
    };
  }

  /** Length, batch, rule and rate in words. */
  String describe(Digits data) {
    int iterations = iterations(data);
    return Text.format(
        "%s of %s (%.1f epochs), %s, learning rate %s%s, seed %d",
        Text.count(iterations, "iteration"),
        Text.count(batch, "image"),
        (double) iterations * batch / data.train().size(),
        rule == Rule.SGD ? "SGD" : "momentum " + MOMENTUM,
        learningRate,
        l2 == 0 ? "" : ", L2 " + l2,
        seed);
  }
}
