package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** How neighbouring groups of 1, 2, 4 or 8 lanes change places. */
final class FloatExchange {
  static final VectorShuffle<Float> SWAP_1 = swap(1);
  static final VectorShuffle<Float> SWAP_2 = swap(2);
  static final VectorShuffle<Float> SWAP_4 = swap(4);
  static final VectorShuffle<Float> SWAP_8 = swap(8);
  static final VectorMask<Float> UPPER_1 = upper(1);
  static final VectorMask<Float> UPPER_2 = upper(2);
  static final VectorMask<Float> UPPER_4 = upper(4);
  static final VectorMask<Float> UPPER_8 = upper(8);

  private FloatExchange() {}

  /** Exchanges neighbouring groups of {@code distance} lanes; unused if there are fewer lanes. */
  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> distance < LANES ? lane ^ distance : lane);
  }

  /** The lanes of the upper group of each two. */
  private static VectorMask<Float> upper(int distance) {
    boolean[] lanes = new boolean[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      lanes[lane] = (lane & distance) != 0;
    }
    return VectorMask.fromArray(SPECIES, lanes, 0);
  }
}
