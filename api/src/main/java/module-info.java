/** Tensors, the operations on them, and how a backend that computes them is found. */
module dev.gradus.api {
  exports dev.gradus.tensor;
  exports dev.gradus.tensor.reference;
  exports dev.gradus.backend;

  uses dev.gradus.backend.Backend;

  provides dev.gradus.backend.Backend with
      dev.gradus.tensor.reference.ReferenceBackend;
}
