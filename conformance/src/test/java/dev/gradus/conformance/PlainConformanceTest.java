package dev.gradus.conformance;

import dev.gradus.backend.Backend;

/** A backend that leans on nothing of the specification, and inherits all fused forms, passes. */
final class PlainConformanceTest extends BackendConformance {
  @Override
  protected Backend backend() {
    return new PlainBackend();
  }
}
