package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatDotTile.LANES;
import static dev.gradus.backend.vector.FloatDotTile.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Horizontal sums in a fixed order, which {@code reduceLanes(ADD)} does not have: lanes are added
 * across distances 4, 2, 1.
 */
final class FloatFold {
  private static final VectorShuffle<Float> SWAP_1 = FloatExchange.swap(SPECIES, 1);
  private static final VectorShuffle<Float> SWAP_2 = FloatExchange.swap(SPECIES, 2);
  private static final VectorShuffle<Float> SWAP_4 = FloatExchange.swap(SPECIES, 4);
  private static final VectorMask<Float> UPPER_1 = FloatExchange.upper(SPECIES, 1);
  private static final VectorMask<Float> UPPER_2 = FloatExchange.upper(SPECIES, 2);
  private static final VectorMask<Float> UPPER_4 = FloatExchange.upper(SPECIES, 4);

  private FloatFold() {}

  /**
   * The sums of as many vectors as there are lanes, folded together, two distances in each pass.
   *
   * @param a holds the vectors; overwritten
   * @param at where they start, and then their sums
   */
  static void rows(float[] a, int at) {
    if (LANES == 8) {
      for (int i = 0; i < 2; i++) {
        quad(a, at + i * LANES, 2 * LANES, UPPER_4, SWAP_4, UPPER_2, SWAP_2);
      }
      pair(a, at);
    } else if (LANES == 4) {
      quad(a, at, LANES, UPPER_2, SWAP_2, UPPER_1, SWAP_1);
    } else {
      pair(a, at);
    }
  }

  /**
   * Adds across two distances: the first vector to the third and the second to the fourth, then
   * these two.
   */
  private static void quad(
      float[] a,
      int at,
      int stride,
      VectorMask<Float> farUpper,
      VectorShuffle<Float> farSwap,
      VectorMask<Float> nearUpper,
      VectorShuffle<Float> nearSwap) {
    FloatVector v0 = FloatVector.fromArray(SPECIES, a, at);
    FloatVector v1 = FloatVector.fromArray(SPECIES, a, at + stride);
    FloatVector v2 = FloatVector.fromArray(SPECIES, a, at + 2 * stride);
    FloatVector v3 = FloatVector.fromArray(SPECIES, a, at + 3 * stride);
    FloatVector even = v0.blend(v2, farUpper).add(v2.blend(v0, farUpper).rearrange(farSwap));
    FloatVector odd = v1.blend(v3, farUpper).add(v3.blend(v1, farUpper).rearrange(farSwap));
    even.blend(odd, nearUpper).add(odd.blend(even, nearUpper).rearrange(nearSwap)).intoArray(a, at);
  }

  /**
   * Adds across the nearest distance: sums of the first vector in the lower lane of each two, of
   * the second in the upper.
   */
  private static void pair(float[] a, int at) {
    FloatVector v = FloatVector.fromArray(SPECIES, a, at);
    FloatVector w = FloatVector.fromArray(SPECIES, a, at + LANES);
    v.blend(w, UPPER_1).add(w.blend(v, UPPER_1).rearrange(SWAP_1)).intoArray(a, at);
  }
}
