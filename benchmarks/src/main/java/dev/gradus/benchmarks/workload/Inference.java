package dev.gradus.benchmarks.workload;

import dev.gradus.nn.data.BatchLoader;
import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** How long the wide network takes for one image, and how many it can do by 256. */
final class Inference {
  private static final int CALLS = 20_000;
  private static final int ROWS = 1000;
  private static final int BLOCKS = 100;
  private static final int BLOCK = 256;
  private static final double PASS_SECONDS = 3;

  private final TensorOps ops;
  private final Layer network;
  private final Tensor[] rows = new Tensor[ROWS];
  private final Tensor[] blocks = new Tensor[BLOCKS];

  Inference(TensorOps ops, Dataset images) {
    this.ops = ops;
    this.network = Recipe.WIDE.network(ops, RandomSource.ofSeed(1));
    BatchLoader loader = new BatchLoader(ops, images);
    Arrays.setAll(rows, i -> loader.load(new int[] {i}).inputs());
    Arrays.setAll(
        blocks, i -> loader.load(IntStream.range(i * BLOCK, (i + 1) * BLOCK).toArray()).inputs());
  }

  /**
   * Measures.
   *
   * @return microseconds for one image, images per second in blocks of 256
   */
  Map<String, Object> run() {
    for (int i = 0; i < CALLS; i++) {
      predict(rows[i % ROWS]);
    }
    double[] micros = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      predict(rows[i % ROWS]);
      micros[i] = (System.nanoTime() - start) * 1e-3;
    }
    Arrays.sort(micros);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("b1_median_us", micros[CALLS / 2]);
    result.put("b1_p99_us", micros[CALLS / 100 * 99]);
    samplesPerSecond();
    result.put("b256_samples_per_s", samplesPerSecond());
    return result;
  }

  private double samplesPerSecond() {
    long start = System.nanoTime();
    long calls = 0;
    double seconds;
    do {
      predict(blocks[(int) (calls++ % BLOCKS)]);
      seconds = (System.nanoTime() - start) * 1e-9;
    } while (seconds < PASS_SECONDS);
    return BLOCK * calls / seconds;
  }

  /** The logits reach the caller, as they do from the other libraries. */
  private float[] predict(Tensor x) {
    try (Scope scope = ops.scope()) {
      return ops.floats(network.predict(x));
    }
  }
}
