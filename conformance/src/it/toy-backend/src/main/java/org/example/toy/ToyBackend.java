package org.example.toy;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.TensorOps;

/** What Gradus finds: who this backend is, and how to open it. */
public final class ToyBackend implements Backend {
  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String description() {
    return "plain loops over plain arrays, an example for authors of backends";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public TensorOps open(BackendConfig config) {
    config.requireCpu(name());
    return new ToyOps(config.precision());
  }
}
