package dev.gradus.conformance;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.TensorOps;

/**
 * A backend that a fresh process can open by the name of its class. Broken ones open something
 * else.
 */
public class PlainBackend implements Backend {
  /** As the contract asks. */
  public PlainBackend() {}

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public String description() {
    return "plain arrays";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public TensorOps open(BackendConfig config) {
    return new PlainOps(config.precision());
  }
}
