package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Horizontal sums in a fixed order, which {@code reduceLanes(ADD)} does not have: the lanes of
 * several vectors are added across distances 8, 4, 2, 1, halving the number of vectors each time.
 */
final class FloatFold {
  private static final VectorShuffle<Float> SWAP_1 = swap(1);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorMask<Float> UPPER_1 = upper(1);
  private static final VectorMask<Float> UPPER_2 = upper(2);
  private static final VectorMask<Float> UPPER_4 = upper(4);
  private static final VectorMask<Float> UPPER_8 = upper(8);

  private FloatFold() {}

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

  /** The sum of all lanes. */
  static float sum(FloatVector v) {
    FloatVector s = v;
    if (LANES > 8) {
      s = s.add(s.rearrange(SWAP_8));
    }
    if (LANES > 4) {
      s = s.add(s.rearrange(SWAP_4));
    }
    if (LANES > 2) {
      s = s.add(s.rearrange(SWAP_2));
    }
    return s.add(s.rearrange(SWAP_1)).lane(0);
  }

  /** Stores the sums of sixteen vectors, whatever their length. */
  static void store(
      FloatVector v0,
      FloatVector v1,
      FloatVector v2,
      FloatVector v3,
      FloatVector v4,
      FloatVector v5,
      FloatVector v6,
      FloatVector v7,
      FloatVector v8,
      FloatVector v9,
      FloatVector v10,
      FloatVector v11,
      FloatVector v12,
      FloatVector v13,
      FloatVector v14,
      FloatVector v15,
      float[] sums) {
    switch (LANES) { // a constant: the other cases are not compiled
      case 16 ->
          fold16(v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15)
              .intoArray(sums, 0);
      case 8 -> {
        fold8(v0, v1, v2, v3, v4, v5, v6, v7).intoArray(sums, 0);
        fold8(v8, v9, v10, v11, v12, v13, v14, v15).intoArray(sums, 8);
      }
      case 4 -> {
        fold4(v0, v1, v2, v3).intoArray(sums, 0);
        fold4(v4, v5, v6, v7).intoArray(sums, 4);
        fold4(v8, v9, v10, v11).intoArray(sums, 8);
        fold4(v12, v13, v14, v15).intoArray(sums, 12);
      }
      default -> {
        fold2(v0, v1).intoArray(sums, 0);
        fold2(v2, v3).intoArray(sums, 2);
        fold2(v4, v5).intoArray(sums, 4);
        fold2(v6, v7).intoArray(sums, 6);
        fold2(v8, v9).intoArray(sums, 8);
        fold2(v10, v11).intoArray(sums, 10);
        fold2(v12, v13).intoArray(sums, 12);
        fold2(v14, v15).intoArray(sums, 14);
      }
    }
  }

  private static FloatVector fold16(
      FloatVector v0,
      FloatVector v1,
      FloatVector v2,
      FloatVector v3,
      FloatVector v4,
      FloatVector v5,
      FloatVector v6,
      FloatVector v7,
      FloatVector v8,
      FloatVector v9,
      FloatVector v10,
      FloatVector v11,
      FloatVector v12,
      FloatVector v13,
      FloatVector v14,
      FloatVector v15) {
    return fold8(
        fold(v0, v8, UPPER_8, SWAP_8),
        fold(v1, v9, UPPER_8, SWAP_8),
        fold(v2, v10, UPPER_8, SWAP_8),
        fold(v3, v11, UPPER_8, SWAP_8),
        fold(v4, v12, UPPER_8, SWAP_8),
        fold(v5, v13, UPPER_8, SWAP_8),
        fold(v6, v14, UPPER_8, SWAP_8),
        fold(v7, v15, UPPER_8, SWAP_8));
  }

  private static FloatVector fold8(
      FloatVector v0,
      FloatVector v1,
      FloatVector v2,
      FloatVector v3,
      FloatVector v4,
      FloatVector v5,
      FloatVector v6,
      FloatVector v7) {
    return fold4(
        fold(v0, v4, UPPER_4, SWAP_4),
        fold(v1, v5, UPPER_4, SWAP_4),
        fold(v2, v6, UPPER_4, SWAP_4),
        fold(v3, v7, UPPER_4, SWAP_4));
  }

  private static FloatVector fold4(FloatVector v0, FloatVector v1, FloatVector v2, FloatVector v3) {
    return fold2(fold(v0, v2, UPPER_2, SWAP_2), fold(v1, v3, UPPER_2, SWAP_2));
  }

  private static FloatVector fold2(FloatVector v0, FloatVector v1) {
    return fold(v0, v1, UPPER_1, SWAP_1);
  }

  /**
   * Adds across one distance: sums of a in the lower lanes of each two groups, of b in the upper.
   */
  private static FloatVector fold(
      FloatVector a, FloatVector b, VectorMask<Float> upper, VectorShuffle<Float> swap) {
    return a.blend(b, upper).add(b.blend(a, upper).rearrange(swap));
  }
}
