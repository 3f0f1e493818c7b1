package dev.gradus.backend.nd4j;

import dev.gradus.backend.Backend;
import dev.gradus.conformance.BackendConformance;

/** As users open it: loops over the arrays' memory, ND4J's kernels where they gain. */
final class Nd4jConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new Nd4jBackend();
  }

  @Override
  protected boolean sameBitsForAnyThreadCount() {
    return false;
  }
}
