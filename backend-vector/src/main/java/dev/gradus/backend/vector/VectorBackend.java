package dev.gradus.backend.vector;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;

/**
 * The backend {@code vector}: pure Java on the JDK's Vector API, for {@code java --add-modules
 * jdk.incubator.vector}.
 *
 * <p>Its results are the same bits for every number of threads, in interpreted and in compiled
 * code. They depend on the vector width, which is the widest that the processor prefers; the system
 * property {@code gradus.vector.bits} (128, 256 or 512, read once) forces another.
 *
 * <pre>{@code
 * try (TensorOps ops = Backends.open(BackendConfig.defaults().withBackend("vector"))) { … }
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class VectorBackend implements Backend {
  private static final String MODULE = "jdk.incubator.vector";

  /** For {@link java.util.ServiceLoader}. */
  public VectorBackend() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String description() {
    return "pure Java SIMD on the Vector API";
  }

  // The module is asked for by name: this class is loaded where it is missing, and so must link
  // nothing of it. The kernel classes do, and are first loaded by a call of FloatOps or DoubleOps.
  @Override
  public Availability availability() {
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
      return Availability.available();
    }
    return Availability.unavailable(
        "the JVM's Vector API is not enabled (module " + MODULE + ")",
        "start java with --add-modules " + MODULE);
  }

  @Override
  public TensorOps open(BackendConfig config) {
    if (availability() instanceof Availability.Unavailable why) {
      throw new IllegalStateException(name() + ": " + why);
    }
    config.requireCpu(name());
    return config.precision() == Precision.F32
        ? new FloatOps(config.threads())
        : new DoubleOps(config.threads());
  }
}
