package dev.gradus.benchmarks.jmh;

import dev.gradus.benchmarks.workload.Recipe;
import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchLoader;
import dev.gradus.nn.data.ByteImages;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A step of training as the trainer makes it, on images of random pixels. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrainingStep {
  private static final int IMAGES = 60_000;

  /** As {@link Recipe} writes it. */
  @Param({"784-50-10/100/sgd", "784-512-512-10/128/adam", "784-2048-2048-10/256/sgd"})
  public String recipe;

  private final RandomSource random = RandomSource.ofSeed(1);
  private Objective objective;
  private Optimizer optimizer;
  private BatchLoader loader;
  private Sampler sampler;
  private long step;

  /**
   * Makes network and data.
   *
   * @param session the backend
   */
  @Setup
  public void create(Session session) {
    Recipe parsed = Recipe.parse(recipe);
    Layer network = parsed.network(session.ops(), random);
    objective = new Objective(session.ops(), network, new SoftmaxCrossEntropy(session.ops()));
    optimizer = parsed.optimizer(session.ops(), network.parameters());
    loader = new BatchLoader(session.ops(), images(parsed.inputs(), parsed.outputs()));
    sampler = Sampler.random(IMAGES, parsed.batch(), random);
  }

  private static ByteImages images(int pixelsOfOne, int classes) {
    byte[] pixels = new byte[IMAGES * pixelsOfOne];
    new Random(1).nextBytes(pixels);
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) (i % classes);
    }
    return new ByteImages(pixels, labels, 1, pixelsOfOne, classes);
  }

  /**
   * One step.
   *
   * @param session the backend
   * @return the loss
   */
  @Benchmark
  public double step(Session session) {
    try (Scope scope = session.ops().scope()) {
      Batch batch = loader.load(sampler.samples(step));
      Mode mode = Mode.training(random.at("step").at(++step));
      Objective.Result result = objective.gradients(batch.inputs(), batch.targets(), mode);
      optimizer.step(result.gradients());
      return result.loss();
    }
  }
}
