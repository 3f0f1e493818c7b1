package dev.gradus.benchmarks.jmh;

import dev.gradus.benchmarks.workload.Recipe;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a network answers, through the public call; and the same in loops written by hand. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Predictions {
  /** The network and the batch; the optimizer does not matter. */
  @Param({"784-512-512-10/256/sgd", "784-512-512-10/1/sgd", "6-64-8-4/1/sgd"})
  public String recipe;

  private Layer network;
  private Tensor x;
  private HandwrittenNetwork handwritten;
  private float[] row;

  /**
   * Makes the network twice, with the same weights.
   *
   * @param session the backend
   */
  @Setup
  public void create(Session session) {
    Recipe parsed = Recipe.parse(recipe);
    network = parsed.network(session.ops(), RandomSource.ofSeed(1));
    x = session.uniform(parsed.batch(), parsed.inputs());
    row = session.ops().floats(x);
    handwritten =
        new HandwrittenNetwork(
            network.parameters().values().stream()
                .map(Parameter::value)
                .map(session.ops()::floats)
                .toList());
  }

  /**
   * The logits as a tensor.
   *
   * @param session the backend
   * @param hole takes the result
   */
  @Benchmark
  public void predict(Session session, Blackhole hole) {
    try (Scope scope = session.ops().scope()) {
      hole.consume(network.predict(x));
    }
  }

  /**
   * The logits of the first row, from loops over arrays.
   *
   * @return the logits
   */
  @Benchmark
  public float[] byHand() {
    return handwritten.predict(row);
  }
}
