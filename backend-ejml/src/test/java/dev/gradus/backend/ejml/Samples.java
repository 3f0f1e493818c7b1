package dev.gradus.backend.ejml;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** Instances and inputs that the tests of this package share. */
final class Samples {
  static final int[] AWKWARD = {1, 2, 3, 7, 8, 13, 16, 17, 33, 100, 207};

  private Samples() {}

  static TensorOps open(Precision precision, int threads) {
    return new EjmlBackend()
        .open(BackendConfig.defaults().withPrecision(precision).withThreads(threads));
  }

  /** Numbers from −2 to 2 that both precisions hold exactly. */
  static double[] values(int size, long seed) {
    return new SplittableRandom(seed).doubles(size, -2, 2).map(v -> (float) v).toArray();
  }

  static double[] magnitudes(double[] values) {
    return DoubleStream.of(values).map(Math::abs).toArray();
  }

  static Tensor matrix(TensorOps ops, int rows, int columns, long seed) {
    return ops.tensor(Shape.of(rows, columns), values(rows * columns, seed));
  }
}
