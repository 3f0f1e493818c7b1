package dev.gradus.tensor.reference;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.TensorOps;

/** The specification as a backend named {@code reference}: slow, on one thread, always there. */
public final class ReferenceBackend implements Backend {
  /** For {@link java.util.ServiceLoader}. */
  public ReferenceBackend() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "the executable specification, plain loops on one thread";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public TensorOps open(BackendConfig config) {
    config.requireCpu(name());
    return new ReferenceOps(config.precision());
  }
}
