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

/**
 * Horizontal sums in a fixed order, which {@code reduceLanes(ADD)} does not have. Lanes at distance
 * 8, then 4, 2, 1 are added; of each two vectors the one's sums come to stand in the lower group of
 * lanes, the other's in the upper.
 *
 * <p>Every vector is a local variable: in methods of their own, or through memory, it takes half as
 * long again. Branches on the number of lanes, a constant, cost nothing.
 */
final class FloatFold {
  private FloatFold() {}

  /**
   * The sums of as many vectors as there are lanes, folded together: each step halves their number.
   *
   * @param a holds the vectors; overwritten
   * @param at where they start
   * @param to where their sums go; may be where the first of them is, or before it
   */
  static void rows(float[] a, int at, int to) {
    FloatVector v0 = FloatVector.fromArray(SPECIES, a, at);
    FloatVector v1 = FloatVector.fromArray(SPECIES, a, at + LANES);
    if (LANES > 2) {
      FloatVector v2 = FloatVector.fromArray(SPECIES, a, at + 2 * LANES);
      FloatVector v3 = FloatVector.fromArray(SPECIES, a, at + 3 * LANES);
      if (LANES > 4) {
        FloatVector v4 = FloatVector.fromArray(SPECIES, a, at + 4 * LANES);
        FloatVector v5 = FloatVector.fromArray(SPECIES, a, at + 5 * LANES);
        FloatVector v6 = FloatVector.fromArray(SPECIES, a, at + 6 * LANES);
        FloatVector v7 = FloatVector.fromArray(SPECIES, a, at + 7 * LANES);
        if (LANES > 8) {
          FloatVector v8 = FloatVector.fromArray(SPECIES, a, at + 8 * LANES);
          FloatVector v9 = FloatVector.fromArray(SPECIES, a, at + 9 * LANES);
          FloatVector v10 = FloatVector.fromArray(SPECIES, a, at + 10 * LANES);
          FloatVector v11 = FloatVector.fromArray(SPECIES, a, at + 11 * LANES);
          FloatVector v12 = FloatVector.fromArray(SPECIES, a, at + 12 * LANES);
          FloatVector v13 = FloatVector.fromArray(SPECIES, a, at + 13 * LANES);
          FloatVector v14 = FloatVector.fromArray(SPECIES, a, at + 14 * LANES);
          FloatVector v15 = FloatVector.fromArray(SPECIES, a, at + 15 * LANES);
          v0 = v0.blend(v8, UPPER_8).add(v8.blend(v0, UPPER_8).rearrange(SWAP_8));
          v1 = v1.blend(v9, UPPER_8).add(v9.blend(v1, UPPER_8).rearrange(SWAP_8));
          v2 = v2.blend(v10, UPPER_8).add(v10.blend(v2, UPPER_8).rearrange(SWAP_8));
          v3 = v3.blend(v11, UPPER_8).add(v11.blend(v3, UPPER_8).rearrange(SWAP_8));
          v4 = v4.blend(v12, UPPER_8).add(v12.blend(v4, UPPER_8).rearrange(SWAP_8));
          v5 = v5.blend(v13, UPPER_8).add(v13.blend(v5, UPPER_8).rearrange(SWAP_8));
          v6 = v6.blend(v14, UPPER_8).add(v14.blend(v6, UPPER_8).rearrange(SWAP_8));
          v7 = v7.blend(v15, UPPER_8).add(v15.blend(v7, UPPER_8).rearrange(SWAP_8));
        }
        v0 = v0.blend(v4, UPPER_4).add(v4.blend(v0, UPPER_4).rearrange(SWAP_4));
        v1 = v1.blend(v5, UPPER_4).add(v5.blend(v1, UPPER_4).rearrange(SWAP_4));
        v2 = v2.blend(v6, UPPER_4).add(v6.blend(v2, UPPER_4).rearrange(SWAP_4));
        v3 = v3.blend(v7, UPPER_4).add(v7.blend(v3, UPPER_4).rearrange(SWAP_4));
      }
      v0 = v0.blend(v2, UPPER_2).add(v2.blend(v0, UPPER_2).rearrange(SWAP_2));
      v1 = v1.blend(v3, UPPER_2).add(v3.blend(v1, UPPER_2).rearrange(SWAP_2));
    }
    v0 = v0.blend(v1, UPPER_1).add(v1.blend(v0, UPPER_1).rearrange(SWAP_1));
    v0.intoArray(a, to);
  }
}
