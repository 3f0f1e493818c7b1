package dev.gradus.benchmarks.jmh;

import jdk.incubator.vector.VectorShape;

/** The width that {@code backend-vector} computes at in this process. */
final class VectorWidth {
  static final VectorShape SHAPE =
      VectorShape.forBitSize(
          Integer.getInteger(
              "gradus.vector.bits", Math.min(512, VectorShape.preferredShape().vectorBitSize())));

  private VectorWidth() {}

  static int bits() {
    return SHAPE.vectorBitSize();
  }
}
