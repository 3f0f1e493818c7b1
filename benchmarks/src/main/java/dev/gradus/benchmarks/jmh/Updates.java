package dev.gradus.benchmarks.jmh;

import dev.gradus.benchmarks.workload.Recipe;
import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.tensor.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The update of the wide network's first layer: 401,408 weights. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Updates {
  private static final int IN = 784;
  private static final int OUT = 512;

  /** The rule. */
  @Param({"sgd", "momentum", "adam"})
  public String optimizer;

  private Optimizer rule;
  private Gradients gradients;

  /**
   * Makes weights and a gradient.
   *
   * @param session the backend
   */
  @Setup
  public void create(Session session) {
    Parameter weight = Parameter.weight(session.uniform(OUT, IN));
    gradients = new Gradients(session.ops());
    gradients.add(weight, session.uniform(OUT, IN));
    Map<String, Parameter> parameters = Map.of("weight", weight);
    rule = new Recipe(List.of(IN, OUT), 1, optimizer).optimizer(session.ops(), parameters);
  }

  /**
   * One update.
   *
   * @param session the backend
   */
  @Benchmark
  public void update(Session session) {
    try (Scope scope = session.ops().scope()) {
      rule.step(gradients);
    }
  }
}
