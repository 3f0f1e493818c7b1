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
 * Transposes blocks of as many rows as a vector has lanes. Groups of 8, 4, 2 and 1 lanes change
 * places with the rows at that distance; two distances in each pass over the block, for which four
 * vectors are in registers.
 */
final class FloatTranspose {
  private FloatTranspose() {}

  /**
   * Transposes one block.
   *
   * @param a holds it
   * @param at where its first row starts
   * @param stride from one row to the next
   * @param out written
   * @param to where the first row of the result starts
   * @param step from one row of the result to the next
   */
  static void block(float[] a, int at, int stride, float[] out, int to, int step) {
    if (LANES == 16) {
      for (int i = 0; i < 4; i++) {
        quad(
            a,
            at + i * stride,
            4 * stride,
            out,
            to + i * step,
            4 * step,
            UPPER_8,
            SWAP_8,
            UPPER_4,
            SWAP_4);
      }
      for (int i = 0; i < 16; i += 4) {
        int row = to + i * step;
        quad(out, row, step, out, row, step, UPPER_2, SWAP_2, UPPER_1, SWAP_1);
      }
    } else if (LANES == 8) {
      for (int i = 0; i < 2; i++) {
        quad(
            a,
            at + i * stride,
            2 * stride,
            out,
            to + i * step,
            2 * step,
            UPPER_4,
            SWAP_4,
            UPPER_2,
            SWAP_2);
      }
      for (int i = 0; i < 8; i += 2) {
        int row = to + i * step;
        pair(out, row, step, out, row, step);
      }
    } else if (LANES == 4) {
      quad(a, at, stride, out, to, step, UPPER_2, SWAP_2, UPPER_1, SWAP_1);
    } else {
      pair(a, at, stride, out, to, step);
    }
  }

  /**
   * Two distances, among four vectors: the first with the third, then the first with the second.
   */
  private static void quad(
      float[] a,
      int at,
      int stride,
      float[] out,
      int to,
      int step,
      VectorMask<Float> farUpper,
      VectorShuffle<Float> farSwap,
      VectorMask<Float> nearUpper,
      VectorShuffle<Float> nearSwap) {
    FloatVector v0 = FloatVector.fromArray(SPECIES, a, at);
    FloatVector v1 = FloatVector.fromArray(SPECIES, a, at + stride);
    FloatVector v2 = FloatVector.fromArray(SPECIES, a, at + 2 * stride);
    FloatVector v3 = FloatVector.fromArray(SPECIES, a, at + 3 * stride);
    FloatVector even = v2.blend(v0, farUpper).rearrange(farSwap);
    FloatVector odd = v3.blend(v1, farUpper).rearrange(farSwap);
    v0 = v0.blend(even, farUpper);
    v1 = v1.blend(odd, farUpper);
    v2 = even.blend(v2, farUpper);
    v3 = odd.blend(v3, farUpper);
    FloatVector low = v1.blend(v0, nearUpper).rearrange(nearSwap);
    FloatVector high = v3.blend(v2, nearUpper).rearrange(nearSwap);
    v0.blend(low, nearUpper).intoArray(out, to);
    low.blend(v1, nearUpper).intoArray(out, to + step);
    v2.blend(high, nearUpper).intoArray(out, to + 2 * step);
    high.blend(v3, nearUpper).intoArray(out, to + 3 * step);
  }

  /** The nearest distance alone. */
  private static void pair(float[] a, int at, int stride, float[] out, int to, int step) {
    FloatVector v0 = FloatVector.fromArray(SPECIES, a, at);
    FloatVector v1 = FloatVector.fromArray(SPECIES, a, at + stride);
    FloatVector exchanged = v1.blend(v0, UPPER_1).rearrange(SWAP_1);
    v0.blend(exchanged, UPPER_1).intoArray(out, to);
    exchanged.blend(v1, UPPER_1).intoArray(out, to + step);
  }
}
