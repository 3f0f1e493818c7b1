package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.tensor.reference.ReferenceBackend;

/** The kit holds for the specification itself. */
final class ReferenceConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }
}
