package org.example.toy;

import dev.gradus.backend.Backend;
import dev.gradus.conformance.BackendConformance;

final class ToyConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new ToyBackend();
  }
}
