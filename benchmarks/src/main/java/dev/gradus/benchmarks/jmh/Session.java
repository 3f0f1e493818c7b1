package dev.gradus.benchmarks.jmh;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The backend that is measured, opened as any program opens one. */
@State(Scope.Benchmark)
public class Session {
  /** Its name. */
  @Param("vector")
  public String backend;

  /** {@code f32} or {@code f64}. */
  @Param("f32")
  public String precision;

  /** How many threads it may use. */
  @Param("1")
  public int threads;

  private TensorOps ops;

  /** Opens it. */
  @Setup
  public void open() {
    ops =
        Backends.open(
            BackendConfig.defaults()
                .withBackend(backend)
                .withPrecision(precision())
                .withThreads(threads));
  }

  /** Closes it. */
  @TearDown
  public void close() {
    ops.close();
  }

  TensorOps ops() {
    return ops;
  }

  Precision precision() {
    return Precision.parse(precision);
  }

  int threads() {
    return threads;
  }

  /** Numbers from −1 to 1, the same in every run. */
  Tensor uniform(int... extents) {
    Shape shape = Shape.of(extents);
    SplittableRandom random = new SplittableRandom(shape.size());
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt() * 0x1p-31f;
    }
    return ops.tensor(shape, values);
  }
}
