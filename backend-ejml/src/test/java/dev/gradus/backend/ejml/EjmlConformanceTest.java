package dev.gradus.backend.ejml;

import dev.gradus.backend.Backend;
import dev.gradus.conformance.BackendConformance;

final class EjmlConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new EjmlBackend();
  }
}
