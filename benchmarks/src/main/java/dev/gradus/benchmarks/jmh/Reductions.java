package dev.gradus.benchmarks.jmh;

import dev.gradus.tensor.Scope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** Sums and maxima. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Reductions {
  /**
   * Sums over the rows.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void columnSums(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().columnSums(on.a));
    }
  }

  /**
   * Sums over the columns.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void rowSums(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().rowSums(on.a));
    }
  }

  /**
   * Maxima over the columns.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void rowMaxima(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().rowMaxima(on.a));
    }
  }

  /**
   * The sum of all.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void sum(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().sum(on.a));
    }
  }
}
