package dev.gradus.benchmarks.jmh;

import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Matrix products, with the limit of the machine measured before each iteration. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Products {
  /** As {@link Product} writes it. */
  @Param("256x256*256x256")
  public String product;

  private Tensor left;
  private Tensor right;
  private BinaryOperator<Tensor> operation;

  /**
   * Makes the operands.
   *
   * @param session the backend
   */
  @Setup
  public void create(Session session) {
    Product parsed = Product.parse(product);
    left = session.uniform(parsed.left());
    right = session.uniform(parsed.right());
    operation = parsed.on(session.ops());
  }

  /**
   * One product.
   *
   * @param session the backend
   * @param limit measured beside it
   * @param hole takes the result
   */
  @Benchmark
  public void product(Session session, Limit limit, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(operation.apply(left, right));
    }
  }
}
