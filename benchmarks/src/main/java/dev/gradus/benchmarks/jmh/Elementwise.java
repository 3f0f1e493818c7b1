package dev.gradus.benchmarks.jmh;

import dev.gradus.tensor.Scope;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/** Operations element by element. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Elementwise {
  /**
   * a + b.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void add(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().add(on.a, on.b));
    }
  }

  /**
   * a + row, which broadcasts.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void addRow(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().add(on.a, on.row));
    }
  }

  /**
   * a · b, element by element.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void mul(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().mul(on.a, on.b));
    }
  }

  /**
   * max(a, 0).
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void relu(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().relu(on.a));
    }
  }

  /**
   * b where a &gt; 0, else 0.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void reluGrad(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().reluGrad(on.a, on.b));
    }
  }

  /**
   * eᵃ.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void exp(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().exp(on.a));
    }
  }

  /**
   * tanh a.
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void tanh(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().tanh(on.a));
    }
  }

  /**
   * 1 / (1 + e⁻ᵃ).
   *
   * @param session the backend
   * @param on the operands
   * @param hole takes the result
   */
  @Benchmark
  public void sigmoid(Session session, Matrices on, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(session.ops().sigmoid(on.a));
    }
  }
}
