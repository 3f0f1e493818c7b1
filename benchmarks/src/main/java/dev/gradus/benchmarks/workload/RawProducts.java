package dev.gradus.benchmarks.workload;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** GFLOP/s of products A·B, of the shapes that the other libraries multiply. */
final class RawProducts {
  private static final int[][] SHAPES = {
    {64, 64, 64}, {128, 128, 128}, {256, 256, 256}, {512, 512, 512}, {1024, 1024, 1024},
    {2048, 2048, 2048}, {100, 784, 50}, {784, 100, 50}, {128, 784, 512}, {784, 128, 512}
  };
  private static final double WARM_UP_SECONDS = 0.7;
  private static final double BLOCK_SECONDS = 0.03;
  private static final int BLOCKS = 9;
  private static final int BLOCKS_OF_SLOW = 3;
  private static final int SLOW = 5;

  private final TensorOps ops;

  RawProducts(TensorOps ops) {
    this.ops = ops;
  }

  /**
   * Measures.
   *
   * @param limit shapes with more multiplications are left out
   * @return medians by shape, as {@code 64x64x64}
   */
  Map<String, Object> run(double limit) {
    Map<String, Object> gflops = new LinkedHashMap<>();
    for (int[] s : SHAPES) {
      double work = 2.0 * s[0] * s[1] * s[2];
      if (work <= 2 * limit) {
        gflops.put("%dx%dx%d".formatted(s[0], s[1], s[2]), gflops(s, work));
      }
    }
    return Map.of("gflops", gflops);
  }

  private double gflops(int[] shape, double work) {
    try (Scope scope = ops.scope()) {
      Tensor a = random(shape[0], shape[1]);
      Tensor b = random(shape[1], shape[2]);
      long start = System.nanoTime();
      long calls = 0;
      double seconds;
      do {
        multiply(a, b);
        calls++;
        seconds = (System.nanoTime() - start) * 1e-9;
      } while (seconds < WARM_UP_SECONDS);
      int repeats = (int) Math.max(1, calls * BLOCK_SECONDS / seconds);
      double[] rates = new double[calls < SLOW ? BLOCKS_OF_SLOW : BLOCKS];
      for (int block = 0; block < rates.length; block++) {
        start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
          multiply(a, b);
        }
        rates[block] = work * repeats / (System.nanoTime() - start);
      }
      Arrays.sort(rates);
      return rates[rates.length / 2];
    }
  }

  private void multiply(Tensor a, Tensor b) {
    try (Scope scope = ops.scope()) {
      ops.matmul(a, b);
    }
  }

  private Tensor random(int rows, int columns) {
    Shape shape = Shape.of(rows, columns);
    return ops.tensor(shape, Initializer.uniform(1).values(shape, RandomSource.ofSeed(1)));
  }
}
