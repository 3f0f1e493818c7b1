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

  /** Until then even a slow machine has compiled a whole training step. */
  private static final double WARM_UP_SECONDS = 4;

  private static final double LEARNING_RATE = 0.1;

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
    BookRunBench bench = new BookRunBench(ops, data);
    double rate =
        BATCH
            * Stopwatch.medianRate(WARM_UP_SECONDS, n -> bench.train(n).samplesPerSecond() / BATCH);
    results.accept("book run, samples/s", Text.format("%,.0f", rate));
  }

  private History train(long iterations) {
    return Trainer.of(objective, new Sgd(LEARNING_RATE))
        .sampler(Sampler.random(data.train().size(), BATCH, random))
        .iterations(iterations)
        .nanoClock(System::nanoTime)
        .train(data.train());
  }
}
