package dev.gradus.benchmarks.jmh;

import dev.gradus.tensor.Precision;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The limit of the machine at this moment: before each iteration of a benchmark the loop of
 * multiply-adds runs on as many threads as the benchmark does, so that both saw the same machine.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Limit {
  private static final int SLICE = 100_000;
  private static final long NANOS = 15_000_000;

  private double gflops;

  /**
   * Measures the limit.
   *
   * @param session says in which precision and on how many threads
   */
  @Setup(Level.Iteration)
  public void measure(Session session) {
    FmaLoop loop = session.precision() == Precision.F32 ? new FloatFmaLoop() : new DoubleFmaLoop();
    gflops = gflops(loop, session.threads());
  }

  /**
   * The limit.
   *
   * @return in GFLOP/s
   */
  public double limit() {
    return gflops;
  }

  private static double gflops(FmaLoop loop, int threads) {
    double[] rates = new double[threads];
    Thread[] others = new Thread[threads - 1];
    for (int i = 0; i < others.length; i++) {
      int index = i + 1;
      others[i] = new Thread(() -> rates[index] = rate(loop));
      others[i].start();
    }
    rates[0] = rate(loop);
    double sum = rates[0];
    for (int i = 0; i < others.length; i++) {
      try {
        others[i].join();
      } catch (InterruptedException e) {
        throw new IllegalStateException("limit: interrupted while it was measured", e);
      }
      sum += rates[i + 1];
    }
    return sum;
  }

  private static double rate(FmaLoop loop) {
    long start = System.nanoTime();
    long slices = 0;
    long nanos;
    do {
      // Asked for, so that the compiler cannot leave the loop out.
      if (Double.isNaN(loop.run(SLICE))) {
        throw new IllegalStateException("limit: expected a number, got NaN");
      }
      slices++;
      nanos = System.nanoTime() - start;
    } while (nanos < NANOS);
    return (double) slices * SLICE * loop.operations() / nanos;
  }
}
