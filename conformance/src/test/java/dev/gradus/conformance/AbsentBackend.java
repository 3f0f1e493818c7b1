package dev.gradus.conformance;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.TensorOps;

/** A backend that cannot run here. */
final class AbsentBackend implements Backend {
  @Override
  public String name() {
    return "absent";
  }

  @Override
  public String description() {
    return "not here";
  }

  @Override
  public Availability availability() {
    return Availability.unavailable("no library", "add it");
  }

  @Override
  public TensorOps open(BackendConfig config) {
    throw new IllegalStateException("not here");
  }
}
