package dev.gradus.conformance;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/** What a rule has both sides compute: the backend under test, and the specification. */
interface Computation {
  Tensor apply(TensorOps ops, Tensor[] inputs);

  /** An operation on one tensor. */
  interface Unary {
    Tensor apply(TensorOps ops, Tensor a);
  }

  /** An operation on two tensors. */
  interface Binary {
    Tensor apply(TensorOps ops, Tensor a, Tensor b);
  }

  static Computation of(Unary f) {
    return (ops, x) -> f.apply(ops, x[0]);
  }

  static Computation of(Binary f) {
    return (ops, x) -> f.apply(ops, x[0], x[1]);
  }
}
