package dev.gradus.backend.nd4j;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.conformance.BackendConformance;
import dev.gradus.tensor.TensorOps;

/** The way taken on CUDA: ND4J's kernels at every size, copies to the host around each loop. */
final class CopyingConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new Copying();
  }

  private static final class Copying implements Backend {
    private final Nd4jBackend backend = new Nd4jBackend();

    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public String description() {
      return backend.description();
    }

    @Override
    public Availability availability() {
      return backend.availability();
    }

    @Override
    public Capabilities capabilities() {
      return backend.capabilities();
    }

    @Override
    public TensorOps open(BackendConfig config) {
      Nd4jProcess.enter(Library.CPU, config.threads());
      return new Nd4jOps(config.precision(), config.threads(), false, 0);
    }
  }
}
