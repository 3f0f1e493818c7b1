package dev.gradus.mnist;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.TensorOps;

/** Claims that it can run here, and cannot be opened. */
public final class JammedBackend implements Backend {
  @Override
  public String name() {
    return "jammed";
  }

  @Override
  public String description() {
    return "does not open";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public TensorOps open(BackendConfig config) {
    throw new IllegalStateException("jammed: the door does not open");
  }
}
