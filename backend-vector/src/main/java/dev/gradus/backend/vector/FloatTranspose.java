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
 * Transposes blocks of as many rows as a vector has lanes. Groups of 8, 4, 2 and 1 lanes change
 * places with the rows at that distance.
 *
 * <p>Each exchange is three lines, and every row a local variable: in methods of their own, or
 * through memory, it takes from a third more to ten times as long. Branches on the number of lanes,
 * a constant, cost nothing; the distances may be exchanged in any order.
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
    FloatVector exchanged;
    FloatVector v0 = FloatVector.fromArray(SPECIES, a, at);
    FloatVector v1 = FloatVector.fromArray(SPECIES, a, at + stride);
    if (LANES > 2) {
      FloatVector v2 = FloatVector.fromArray(SPECIES, a, at + 2 * stride);
      FloatVector v3 = FloatVector.fromArray(SPECIES, a, at + 3 * stride);
      if (LANES > 4) {
        FloatVector v4 = FloatVector.fromArray(SPECIES, a, at + 4 * stride);
        FloatVector v5 = FloatVector.fromArray(SPECIES, a, at + 5 * stride);
        FloatVector v6 = FloatVector.fromArray(SPECIES, a, at + 6 * stride);
        FloatVector v7 = FloatVector.fromArray(SPECIES, a, at + 7 * stride);
        if (LANES > 8) {
          FloatVector v8 = FloatVector.fromArray(SPECIES, a, at + 8 * stride);
          FloatVector v9 = FloatVector.fromArray(SPECIES, a, at + 9 * stride);
          FloatVector v10 = FloatVector.fromArray(SPECIES, a, at + 10 * stride);
          FloatVector v11 = FloatVector.fromArray(SPECIES, a, at + 11 * stride);
          FloatVector v12 = FloatVector.fromArray(SPECIES, a, at + 12 * stride);
          FloatVector v13 = FloatVector.fromArray(SPECIES, a, at + 13 * stride);
          FloatVector v14 = FloatVector.fromArray(SPECIES, a, at + 14 * stride);
          FloatVector v15 = FloatVector.fromArray(SPECIES, a, at + 15 * stride);
          exchanged = v8.blend(v0, UPPER_8).rearrange(SWAP_8);
          v0 = v0.blend(exchanged, UPPER_8);
          v8 = exchanged.blend(v8, UPPER_8);
          exchanged = v9.blend(v1, UPPER_8).rearrange(SWAP_8);
          v1 = v1.blend(exchanged, UPPER_8);
          v9 = exchanged.blend(v9, UPPER_8);
          exchanged = v10.blend(v2, UPPER_8).rearrange(SWAP_8);
          v2 = v2.blend(exchanged, UPPER_8);
          v10 = exchanged.blend(v10, UPPER_8);
          exchanged = v11.blend(v3, UPPER_8).rearrange(SWAP_8);
          v3 = v3.blend(exchanged, UPPER_8);
          v11 = exchanged.blend(v11, UPPER_8);
          exchanged = v12.blend(v4, UPPER_8).rearrange(SWAP_8);
          v4 = v4.blend(exchanged, UPPER_8);
          v12 = exchanged.blend(v12, UPPER_8);
          exchanged = v13.blend(v5, UPPER_8).rearrange(SWAP_8);
          v5 = v5.blend(exchanged, UPPER_8);
          v13 = exchanged.blend(v13, UPPER_8);
          exchanged = v14.blend(v6, UPPER_8).rearrange(SWAP_8);
          v6 = v6.blend(exchanged, UPPER_8);
          v14 = exchanged.blend(v14, UPPER_8);
          exchanged = v15.blend(v7, UPPER_8).rearrange(SWAP_8);
          v7 = v7.blend(exchanged, UPPER_8);
          v15 = exchanged.blend(v15, UPPER_8);
          exchanged = v12.blend(v8, UPPER_4).rearrange(SWAP_4);
          v8 = v8.blend(exchanged, UPPER_4);
          v12 = exchanged.blend(v12, UPPER_4);
          exchanged = v13.blend(v9, UPPER_4).rearrange(SWAP_4);
          v9 = v9.blend(exchanged, UPPER_4);
          v13 = exchanged.blend(v13, UPPER_4);
          exchanged = v14.blend(v10, UPPER_4).rearrange(SWAP_4);
          v10 = v10.blend(exchanged, UPPER_4);
          v14 = exchanged.blend(v14, UPPER_4);
          exchanged = v15.blend(v11, UPPER_4).rearrange(SWAP_4);
          v11 = v11.blend(exchanged, UPPER_4);
          v15 = exchanged.blend(v15, UPPER_4);
          exchanged = v10.blend(v8, UPPER_2).rearrange(SWAP_2);
          v8 = v8.blend(exchanged, UPPER_2);
          v10 = exchanged.blend(v10, UPPER_2);
          exchanged = v11.blend(v9, UPPER_2).rearrange(SWAP_2);
          v9 = v9.blend(exchanged, UPPER_2);
          v11 = exchanged.blend(v11, UPPER_2);
          exchanged = v14.blend(v12, UPPER_2).rearrange(SWAP_2);
          v12 = v12.blend(exchanged, UPPER_2);
          v14 = exchanged.blend(v14, UPPER_2);
          exchanged = v15.blend(v13, UPPER_2).rearrange(SWAP_2);
          v13 = v13.blend(exchanged, UPPER_2);
          v15 = exchanged.blend(v15, UPPER_2);
          exchanged = v9.blend(v8, UPPER_1).rearrange(SWAP_1);
          v8 = v8.blend(exchanged, UPPER_1);
          v9 = exchanged.blend(v9, UPPER_1);
          exchanged = v11.blend(v10, UPPER_1).rearrange(SWAP_1);
          v10 = v10.blend(exchanged, UPPER_1);
          v11 = exchanged.blend(v11, UPPER_1);
          exchanged = v13.blend(v12, UPPER_1).rearrange(SWAP_1);
          v12 = v12.blend(exchanged, UPPER_1);
          v13 = exchanged.blend(v13, UPPER_1);
          exchanged = v15.blend(v14, UPPER_1).rearrange(SWAP_1);
          v14 = v14.blend(exchanged, UPPER_1);
          v15 = exchanged.blend(v15, UPPER_1);
          v8.intoArray(out, to + 8 * step);
          v9.intoArray(out, to + 9 * step);
          v10.intoArray(out, to + 10 * step);
          v11.intoArray(out, to + 11 * step);
          v12.intoArray(out, to + 12 * step);
          v13.intoArray(out, to + 13 * step);
          v14.intoArray(out, to + 14 * step);
          v15.intoArray(out, to + 15 * step);
        }
        exchanged = v4.blend(v0, UPPER_4).rearrange(SWAP_4);
        v0 = v0.blend(exchanged, UPPER_4);
        v4 = exchanged.blend(v4, UPPER_4);
        exchanged = v5.blend(v1, UPPER_4).rearrange(SWAP_4);
        v1 = v1.blend(exchanged, UPPER_4);
        v5 = exchanged.blend(v5, UPPER_4);
        exchanged = v6.blend(v2, UPPER_4).rearrange(SWAP_4);
        v2 = v2.blend(exchanged, UPPER_4);
        v6 = exchanged.blend(v6, UPPER_4);
        exchanged = v7.blend(v3, UPPER_4).rearrange(SWAP_4);
        v3 = v3.blend(exchanged, UPPER_4);
        v7 = exchanged.blend(v7, UPPER_4);
        exchanged = v6.blend(v4, UPPER_2).rearrange(SWAP_2);
        v4 = v4.blend(exchanged, UPPER_2);
        v6 = exchanged.blend(v6, UPPER_2);
        exchanged = v7.blend(v5, UPPER_2).rearrange(SWAP_2);
        v5 = v5.blend(exchanged, UPPER_2);
        v7 = exchanged.blend(v7, UPPER_2);
        exchanged = v5.blend(v4, UPPER_1).rearrange(SWAP_1);
        v4 = v4.blend(exchanged, UPPER_1);
        v5 = exchanged.blend(v5, UPPER_1);
        exchanged = v7.blend(v6, UPPER_1).rearrange(SWAP_1);
        v6 = v6.blend(exchanged, UPPER_1);
        v7 = exchanged.blend(v7, UPPER_1);
        v4.intoArray(out, to + 4 * step);
        v5.intoArray(out, to + 5 * step);
        v6.intoArray(out, to + 6 * step);
        v7.intoArray(out, to + 7 * step);
      }
      exchanged = v2.blend(v0, UPPER_2).rearrange(SWAP_2);
      v0 = v0.blend(exchanged, UPPER_2);
      v2 = exchanged.blend(v2, UPPER_2);
      exchanged = v3.blend(v1, UPPER_2).rearrange(SWAP_2);
      v1 = v1.blend(exchanged, UPPER_2);
      v3 = exchanged.blend(v3, UPPER_2);
      exchanged = v3.blend(v2, UPPER_1).rearrange(SWAP_1);
      v2 = v2.blend(exchanged, UPPER_1);
      v3 = exchanged.blend(v3, UPPER_1);
      v2.intoArray(out, to + 2 * step);
      v3.intoArray(out, to + 3 * step);
    }
    exchanged = v1.blend(v0, UPPER_1).rearrange(SWAP_1);
    v0 = v0.blend(exchanged, UPPER_1);
    v1 = exchanged.blend(v1, UPPER_1);
    v1.intoArray(out, to + step);
    v0.intoArray(out, to);
  }
}
