package dev.gradus.mnist;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.function.BiConsumer;

/** The speed of matrix products: square ones, and those of the book's hidden layer. */
final class ProductBench {
  private static final int[] SIDES = {64, 128, 256, 512, 1024};
  private static final int BATCH = 100;
  private static final int IN = 784;
  private static final int OUT = 50;

  private static final double WARM_UP_SECONDS = 0.7;

  /** A product that would take longer is left out. */
  private static final double LONGEST_SECONDS = 0.7;

  private final TensorOps ops;
  private final BiConsumer<String, String> results;

  private ProductBench(TensorOps ops, BiConsumer<String, String> results) {
    this.ops = ops;
    this.results = results;
  }

  /** Measures all products; results get a label and a text for each. */
  static void measure(TensorOps ops, BiConsumer<String, String> results) {
    ProductBench bench = new ProductBench(ops, results);
    try (Scope scope = ops.scope()) {
      bench.layer();
      bench.squares();
    }
  }

  private void layer() {
    Tensor x = random(BATCH, IN);
    Tensor w = random(OUT, IN);
    Tensor dy = random(BATCH, OUT);
    double work = 2.0 * BATCH * IN * OUT;
    report("x·Wᵀ  100×784 · 784×50", work, seconds(() -> ops.matmulTransB(x, w)));
    report("dYᵀ·x 50×100 · 100×784", work, seconds(() -> ops.matmulTransA(dy, x)));
    report("dY·W  100×50 · 50×784", work, seconds(() -> ops.matmul(dy, w)));
  }

  private void squares() {
    double secondsOfWork = 0;
    for (int side : SIDES) {
      double work = 2.0 * side * side * side;
      String label = "A·B   " + side + "×" + side;
      if (work * secondsOfWork > LONGEST_SECONDS) {
        results.accept(label + ", GFLOP/s", "too slow");
        continue;
      }
      try (Scope scope = ops.scope()) {
        Tensor a = random(side, side);
        Tensor b = random(side, side);
        double seconds = seconds(() -> ops.matmul(a, b));
        secondsOfWork = seconds / work;
        report(label, work, seconds);
      }
    }
  }

  private double seconds(Runnable product) {
    return 1 / Stopwatch.medianRate(WARM_UP_SECONDS, runs -> rate(product, runs));
  }

  private double rate(Runnable product, long runs) {
    long start = System.nanoTime();
    for (long i = 0; i < runs; i++) {
      try (Scope scope = ops.scope()) {
        product.run();
      }
    }
    return runs / ((System.nanoTime() - start) * 1e-9);
  }

  private void report(String label, double work, double seconds) {
    results.accept(label + ", GFLOP/s", Text.format("%.1f", work / seconds * 1e-9));
  }

  private Tensor random(int rows, int columns) {
    Shape shape = Shape.of(rows, columns);
    RandomSource random = RandomSource.ofSeed(1).at(rows).at(columns);
    return ops.tensor(shape, Initializer.normal(1).values(shape, random));
  }
}
