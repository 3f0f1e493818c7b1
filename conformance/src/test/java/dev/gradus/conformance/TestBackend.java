package dev.gradus.conformance;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.tensor.TensorOps;
import java.util.function.Function;

/** A backend named {@code plain} that opens what the test says. */
record TestBackend(Function<BackendConfig, TensorOps> opener, Capabilities capabilities)
    implements Backend {
  TestBackend(Function<BackendConfig, TensorOps> opener) {
    this(opener, Capabilities.full());
  }

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
    return opener.apply(config);
  }
}
