package dev.gradus.backend.vector;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** How neighbouring groups of 1, 2, 4 or 8 lanes change places. */
final class FloatExchange {
  private FloatExchange() {}

  /** Exchanges neighbouring groups of {@code distance} lanes; unused if there are fewer lanes. */
  static VectorShuffle<Float> swap(VectorSpecies<Float> species, int distance) {
    return VectorShuffle.fromOp(
        species, lane -> distance < species.length() ? lane ^ distance : lane);
  }

  /** The lanes of the upper group of each two. */
  static VectorMask<Float> upper(VectorSpecies<Float> species, int distance) {
    boolean[] lanes = new boolean[species.length()];
    for (int lane = 0; lane < lanes.length; lane++) {
      lanes[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(species, lanes, 0);
  }
}
