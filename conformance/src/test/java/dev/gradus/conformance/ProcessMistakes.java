package dev.gradus.conformance;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** What shows in another process only, under many callers, or after many steps. */
final class ProcessMistakes {
  private static final long PATIENCE_IN_NANOSECONDS = 50_000;

  private ProcessMistakes() {}

  static List<Mistake> all() {
    return List.of(
        new Mistake(
            "rounding up or down by a seed of the process",
            "bits_processes_01",
            "a fresh process: expected rowSums",
            new RoundedByProcess()),
        new Mistake(
            "products and sums fused in interpreted code alone",
            "bits_compilation_01",
            "interpreted code: expected matmul",
            new FusedWhereInterpreted()),
        Mistake.of(
            "scratch that threads share",
            "bits_concurrency_01",
            "scratch or a pool that threads share",
            ProcessMistakes::shared),
        new Mistake(
            "a cache of small results without a limit",
            "memory_training_01",
            "bytes that the heap grew by",
            new Hoarding()));
  }

  /** Bits that are the same in one process, but of two processes differ. */
  private static final class RoundedByProcess extends PlainBackend {
    @Override
    public TensorOps open(BackendConfig config) {
      return Mutants.rowSums(
              (a, out, rows, columns) -> {
                SplittableRandom random = new SplittableRandom(ProcessHandle.current().pid());
                for (int i = 0; i < rows; i++) {
                  out[i] = random.nextBoolean() ? Math.nextUp((float) out[i]) : out[i];
                }
              })
          .apply(config.precision());
    }
  }

  private static final class FusedWhereInterpreted extends PlainBackend {
    @Override
    public TensorOps open(BackendConfig config) {
      boolean fused = System.getProperty("java.vm.info").contains("interpreted mode");
      return Mutants.productOf(
              (x, i, j) -> {
                float sum = 0;
                for (int l = 0; l < x.k(); l++) {
                  float left = (float) x.left(i, l);
                  float right = (float) x.right(l, j);
                  sum = fused ? Math.fma(left, right, sum) : sum + left * right;
                }
                return sum;
              })
          .apply(config.precision());
    }
  }

  private static TensorOps shared(Precision precision) {
    return new PlainOps(precision) {
      private final double[] scratch = new double[1 << 16];

      @Override
      protected void unary(Unary f, double c, double[] a, double[] out, int size) {
        super.unary(f, c, a, scratch, size);
        LockSupport.parkNanos(PATIENCE_IN_NANOSECONDS);
        System.arraycopy(scratch, 0, out, 0, size);
      }
    };
  }

  private static final class Hoarding extends PlainBackend {
    @Override
    public TensorOps open(BackendConfig config) {
      return new PlainOps(config.precision()) {
        private final List<double[]> all = new ArrayList<>();

        @Override
        protected double[] allocate(int size) {
          double[] data = super.allocate(size);
          if (size <= SoakProcess.WIDTH) {
            all.add(data);
          }
          return data;
        }
      };
    }
  }
}
