package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;
import static dev.gradus.backend.vector.FloatLanes.SPECIES;

import dev.gradus.backend.ArrayPool;
import jdk.incubator.vector.FloatVector;

/**
 * A·Bᵀ for a few rows of A: the prediction of one sample. It takes as long as B takes to come from
 * memory, so B is read in place, eight rows side by side, each with an accumulator of its own.
 */
final class FloatFewRows {
  /** Rows of A; for more, it pays to share what is loaded of B among them. */
  static final int MOST = 3;

  /** Rows of B whose sums are folded together. */
  private static final int GROUP = Math.max(LANES, 8);

  /** Length of {@code sums}: a vector for each row of a group. */
  private static final int SUMS = GROUP * LANES;

  /** Rows that are no longer than this are done before a vector would pay. */
  private static final int SHORT = LANES;

  private final float[] a;
  private final float[] b;
  private final float[] out;
  private final int m;
  private final int n;
  private final int k;

  /** A is {@code [m, k]}, B {@code [n, k]}, out {@code [m, n]}. */
  FloatFewRows(float[] a, float[] b, float[] out, int m, int n, int k) {
    this.a = a;
    this.b = b;
    this.out = out;
    this.m = m;
    this.n = n;
    this.k = k;
  }

  void compute(Splitter splitter, ArrayPool<float[]> pool) {
    if (k <= SHORT) {
      for (int i = 0; i < m; i++) {
        shortRows(a, i * k, b, out, i * n, n, k);
      }
      return;
    }
    int step = GROUP * Math.max(1, Splitter.groups(n, GROUP * 2 * splitter.threads()));
    splitter.tasks(
        Splitter.groups(n, step),
        (long) m * n * k,
        task -> {
          float[] sums = pool.take(SUMS);
          int end = Math.min(n, (task + 1) * step);
          for (int j = task * step; j < end; j += GROUP) {
            for (int i = 0; i < m; i++) {
              group(i, j, Math.min(GROUP, end - j), sums);
            }
          }
          pool.give(sums);
        });
  }

  private void group(int row, int firstColumn, int columns, float[] sums) {
    int whole = SPECIES.loopBound(k);
    for (int j = 0; j < columns; j += 8) {
      eight(a, row * k, b, (firstColumn + j) * k, Math.min(8, columns - j), k, whole, sums, j);
    }
    if (whole < k) {
      FloatVector x = FloatLanes.remainder(a, row * k, k);
      for (int j = 0; j < columns; j++) {
        addRemainder(x, b, (firstColumn + j) * k, k, sums, j * LANES);
      }
    }
    for (int j = 0; j < columns; j += LANES) {
      FloatFold.rows(sums, j * LANES, j);
    }
    System.arraycopy(sums, 0, out, row * n + firstColumn, columns);
  }

  private static void addRemainder(FloatVector x, float[] b, int bAt, int k, float[] sums, int at) {
    FloatLanes.remainder(b, bAt, k)
        .fma(x, FloatVector.fromArray(SPECIES, sums, at))
        .intoArray(sums, at);
  }

  /** Where there are fewer than eight rows, the last one stands in for the missing. */
  private static void eight(
      float[] a,
      int aAt,
      float[] b,
      int bAt,
      int rows,
      int stride,
      int size,
      float[] sums,
      int first) {
    int b1 = bAt + Math.min(1, rows - 1) * stride;
    int b2 = bAt + Math.min(2, rows - 1) * stride;
    int b3 = bAt + Math.min(3, rows - 1) * stride;
    int b4 = bAt + Math.min(4, rows - 1) * stride;
    int b5 = bAt + Math.min(5, rows - 1) * stride;
    int b6 = bAt + Math.min(6, rows - 1) * stride;
    int b7 = bAt + Math.min(7, rows - 1) * stride;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int l = 0; l < size; l += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, a, aAt + l);
      s0 = x.fma(FloatVector.fromArray(SPECIES, b, bAt + l), s0);
      s1 = x.fma(FloatVector.fromArray(SPECIES, b, b1 + l), s1);
      s2 = x.fma(FloatVector.fromArray(SPECIES, b, b2 + l), s2);
      s3 = x.fma(FloatVector.fromArray(SPECIES, b, b3 + l), s3);
      s4 = x.fma(FloatVector.fromArray(SPECIES, b, b4 + l), s4);
      s5 = x.fma(FloatVector.fromArray(SPECIES, b, b5 + l), s5);
      s6 = x.fma(FloatVector.fromArray(SPECIES, b, b6 + l), s6);
      s7 = x.fma(FloatVector.fromArray(SPECIES, b, b7 + l), s7);
    }
    int to = first * LANES;
    s0.intoArray(sums, to);
    s1.intoArray(sums, to + LANES);
    s2.intoArray(sums, to + 2 * LANES);
    s3.intoArray(sums, to + 3 * LANES);
    s4.intoArray(sums, to + 4 * LANES);
    s5.intoArray(sums, to + 5 * LANES);
    s6.intoArray(sums, to + 6 * LANES);
    s7.intoArray(sums, to + 7 * LANES);
  }

  /** Four rows of B at a time, since each sum waits for itself. */
  private static void shortRows(float[] a, int aAt, float[] b, float[] out, int to, int n, int k) {
    int j = 0;
    for (; j <= n - 4; j += 4) {
      int at = j * k;
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int l = 0; l < k; l++) {
        float x = a[aAt + l];
        s0 = Math.fma(x, b[at + l], s0);
        s1 = Math.fma(x, b[at + k + l], s1);
        s2 = Math.fma(x, b[at + 2 * k + l], s2);
        s3 = Math.fma(x, b[at + 3 * k + l], s3);
      }
      out[to + j] = s0;
      out[to + j + 1] = s1;
      out[to + j + 2] = s2;
      out[to + j + 3] = s3;
    }
    for (; j < n; j++) {
      float sum = 0;
      for (int l = 0; l < k; l++) {
        sum = Math.fma(a[aAt + l], b[j * k + l], sum);
      }
      out[to + j] = sum;
    }
  }
}
