package dev.gradus.benchmarks.jmh;

import dev.gradus.tensor.Scope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** Softmax, and the loss with its gradient. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Losses {
  /**
   * Softmax of each row.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void softmax(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().softmax(on.a));
    }
  }

  /**
   * Ten classes: the loss and its gradient.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void softmaxCrossEntropy(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().softmaxCrossEntropy(on.logits, on.labels));
    }
  }
}
