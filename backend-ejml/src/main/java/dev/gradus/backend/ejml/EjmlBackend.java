package dev.gradus.backend.ejml;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.TensorOps;

/**
 * Pure Java on EJML, named {@code ejml}: no native code, no JVM flag, on every platform. What is
 * computed has the same bits for every number of threads.
 *
 * <p>EJML's process-wide settings are neither read nor written.
 *
 * <pre>{@code
 * try (TensorOps ops = new EjmlBackend().open(BackendConfig.defaults())) { … }
 * }</pre>
 */
public final class EjmlBackend implements Backend {
  /** For {@link java.util.ServiceLoader}. */
  public EjmlBackend() {}

  @Override
  public String name() {
    return "ejml";
  }

  @Override
  public String description() {
    return "pure Java on EJML, on every platform";
  }

  @Override
  public Availability availability() {
    // Looked up as resources, so that asking loads none of EJML.
    return present("org/ejml/data/FMatrixRMaj.class")
            && present("org/ejml/dense/row/CommonOps_FDRM.class")
            && present("org/ejml/dense/row/CommonOps_DDRM.class")
        ? Availability.available()
        : Availability.unavailable(
            "EJML is not on the class path", "add org.ejml:ejml-fdense and org.ejml:ejml-ddense");
  }

  private static boolean present(String resource) {
    return EjmlBackend.class.getClassLoader().getResource(resource) != null;
  }

  @Override
  public TensorOps open(BackendConfig config) {
    config.requireCpu(name());
    if (availability() instanceof Availability.Unavailable why) {
      throw new IllegalStateException(name() + ": " + why);
    }
    return switch (config.precision()) {
      case F32 -> new FloatOps(name(), config.threads());
      case F64 -> new DoubleOps(name(), config.threads());
    };
  }
}
