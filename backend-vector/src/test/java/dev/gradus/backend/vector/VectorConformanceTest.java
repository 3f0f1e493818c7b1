package dev.gradus.backend.vector;

import dev.gradus.backend.Backend;
import dev.gradus.conformance.BackendConformance;

final class VectorConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new VectorBackend();
  }
}
