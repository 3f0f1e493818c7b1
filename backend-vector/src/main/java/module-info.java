/** The backend {@code vector}: tensors in pure Java, on the Vector API. */
module dev.gradus.backend.vector {
  requires transitive dev.gradus.api;
  requires static jdk.incubator.vector;

  exports dev.gradus.backend.vector;

  provides dev.gradus.backend.Backend with
      dev.gradus.backend.vector.VectorBackend;
}
