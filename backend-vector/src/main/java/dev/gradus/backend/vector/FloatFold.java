package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatExchange.SWAP_1;
import static dev.gradus.backend.vector.FloatExchange.SWAP_2;
import static dev.gradus.backend.vector.FloatExchange.SWAP_4;
import static dev.gradus.backend.vector.FloatExchange.SWAP_8;
import static dev.gradus.backend.vector.FloatExchange.UPPER_1;
import static dev.gradus.backend.vector.FloatExchange.UPPER_2;
import static dev.gradus.backend.vector.FloatExchange.UPPER_4;
import static dev.gradus.backend.vector.FloatExchange.UPPER_8;
import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Horizontal sums in a fixed order, which {@code reduceLanes(ADD)} does not have: lanes are added
 * across distances 8, 4, 2, 1.
 */
final class FloatFold {
  private FloatFold() {}

  /**
   * The sums of as many vectors as there are lanes, folded together: each step halves their number.
   *
   * @param a holds the vectors; overwritten
   * @param at where they start, and then their sums
   */
  static void rows(float[] a, int at) {
    if (LANES > 8) {
      for (int i = 0; i < 8; i++) {
        pair(a, at + i * LANES, 8, UPPER_8, SWAP_8);
      }
    }
    if (LANES > 4) {
      for (int i = 0; i < 4; i++) {
        pair(a, at + i * LANES, 4, UPPER_4, SWAP_4);
      }
    }
    if (LANES > 2) {
      for (int i = 0; i < 2; i++) {
        pair(a, at + i * LANES, 2, UPPER_2, SWAP_2);
      }
    }
    pair(a, at, 1, UPPER_1, SWAP_1);
  }

  /**
   * Adds across one distance: sums of the first vector in the lower lanes of each two groups, of
   * the vector that stands as far from it in the upper.
   */
  private static void pair(
      float[] a, int at, int distance, VectorMask<Float> upper, VectorShuffle<Float> swap) {
    FloatVector v = FloatVector.fromArray(SPECIES, a, at);
    FloatVector w = FloatVector.fromArray(SPECIES, a, at + distance * LANES);
    v.blend(w, upper).add(w.blend(v, upper).rearrange(swap)).intoArray(a, at);
  }
}
