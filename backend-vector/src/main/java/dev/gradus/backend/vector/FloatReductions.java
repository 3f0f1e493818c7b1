package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import dev.gradus.backend.ArrayPool;
import jdk.incubator.vector.FloatVector;

/**
 * Sums and maxima. Sums are pairwise above a leaf of fixed size, so that the rounding error grows
 * with the logarithm of the length, and in one order for each length.
 */
final class FloatReductions {
  private static final int LEAF = 256;
  private static final int LEAF_ROWS = 64;

  private FloatReductions() {}

  /** The sum of {@code size} elements. */
  static float sum(float[] a, int from, int size) {
    if (size <= LEAF) {
      return leaf(a, from, size);
    }
    int half = (size / 2 + LEAF - 1) / LEAF * LEAF;
    return sum(a, from, half) + sum(a, from + half, size - half);
  }

  /** Eight chains hide the latency of the addition; more, in vectors, gain little. */
  private static float leaf(float[] a, int from, int size) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int end = from + size;
    int i = from;
    for (; i <= end - 8; i += 8) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
      s4 += a[i + 4];
      s5 += a[i + 5];
      s6 += a[i + 6];
      s7 += a[i + 7];
    }
    float sum = ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    for (; i < end; i++) {
      sum += a[i];
    }
    return sum;
  }

  /** The sums of columns {@code first} to {@code end − 1} of {@code [rows, columns]}. */
  static void columnSums(
      float[] a,
      int columns,
      int first,
      int end,
      int fromRow,
      int rows,
      float[] out,
      ArrayPool<float[]> pool) {
    if (rows <= LEAF_ROWS) {
      leafColumns(a, columns, first, end, fromRow, rows, out);
      return;
    }
    int half = (rows / 2 + LEAF_ROWS - 1) / LEAF_ROWS * LEAF_ROWS;
    columnSums(a, columns, first, end, fromRow, half, out, pool);
    float[] rest = pool.take(columns);
    columnSums(a, columns, first, end, fromRow + half, rows - half, rest, pool);
    for (int j = first; j < end; j++) {
      out[j] += rest[j];
    }
    pool.give(rest);
  }

  private static void leafColumns(
      float[] a, int columns, int first, int end, int fromRow, int rows, float[] out) {
    int j = first;
    for (; j <= end - LANES; j += LANES) {
      FloatVector sum = FloatVector.zero(SPECIES);
      int at = fromRow * columns + j;
      for (int i = 0; i < rows; i++) {
        sum = sum.add(FloatVector.fromArray(SPECIES, a, at));
        at += columns;
      }
      sum.intoArray(out, j);
    }
    for (; j < end; j++) {
      float sum = 0;
      int at = fromRow * columns + j;
      for (int i = 0; i < rows; i++) {
        sum += a[at];
        at += columns;
      }
      out[j] = sum;
    }
  }

  /** The largest of {@code size} elements; NaN if one is. */
  static float maximum(float[] a, int from, int size) {
    float maximum = a[from];
    for (int i = from; i < from + size; i++) {
      if (!(a[i] <= maximum)) { // seldom, and so cheaper than Math.max
        if (Float.isNaN(a[i])) {
          return a[i];
        }
        maximum = a[i];
      }
    }
    return maximum;
  }

  /** Where the largest of {@code size} elements stands: the first of equals, the first NaN. */
  static int indexOfMaximum(float[] a, int from, int size) {
    int best = from;
    for (int i = from; i < from + size; i++) {
      if (Float.isNaN(a[i])) {
        return i - from;
      }
      if (a[i] > a[best]) {
        best = i;
      }
    }
    return best - from;
  }
}
