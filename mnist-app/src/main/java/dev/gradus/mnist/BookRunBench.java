package dev.gradus.mnist;

import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.function.BiConsumer;

/** The speed of the training steps of the book run. */
final class BookRunBench {
  private static final int BATCH = 100;
  private static final int HIDDEN = 50;
  private static final double LEARNING_RATE = 0.1;
  private static final double WARM_UP_SECONDS = 2.5;
  private static final double SEGMENT_SECONDS = 0.5;
  private static final int SEGMENTS = 5;

  private final Objective objective;
  private final Digits data;
  private final RandomSource random = RandomSource.ofSeed(1);

  private BookRunBench(TensorOps ops, Digits data) {
    Sequential network =
        Sequential.perceptron(
            ops,
            List.of(data.inputs(), HIDDEN, Digits.CLASSES),
            Activation.RELU,
            Initializer.normal(0.01),
            random.at("network"));
    this.objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
    this.data = data;
  }

  /** Measures; the result gets a label and a text. */
  static void measure(TensorOps ops, Digits data, BiConsumer<String, String> results) {
    double rate = new BookRunBench(ops, data).samplesPerSecond();
    results.accept("book run, samples/s", Text.format("%,.0f", rate));
  }

  private double samplesPerSecond() {
    long iterations = 1;
    double warm = 0;
    while (warm < WARM_UP_SECONDS) {
      History history = train(iterations);
      warm += history.timeInSteps().toNanos() * 1e-9;
      iterations =
          Math.max(1, (long) (history.samplesPerSecond() * SEGMENT_SECONDS / BATCH));
    }
    double[] rates = new double[SEGMENTS];
    for (int i = 0; i < SEGMENTS; i++) {
      rates[i] = train(iterations).samplesPerSecond();
    }
    return Stopwatch.median(rates);
  }

  private History train(long iterations) {
    return Trainer.of(objective, new Sgd(objective.ops(), LEARNING_RATE))
        .sampler(Sampler.random(data.train().size(), BATCH, random))
        .iterations(iterations)
        .nanoClock(System::nanoTime)
        .train(data.train());
  }
}
