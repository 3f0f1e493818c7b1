package dev.gradus.backend.vector;

import static dev.gradus.backend.vector.FloatLanes.LANES;

import dev.gradus.backend.ArrayPool;

/**
 * A·Bᵀ as (B·Aᵀ)ᵀ: where A is much smaller than B, transposing A and the result is less work than
 * transposing B.
 */
final class FloatTurnedProducts {
  /** Transposing an element takes as long as so many multiplications, one to a lane. */
  private static final int TRANSPOSING = 12;

  private FloatTurnedProducts() {}

  /** Whether this is faster than {@link FloatOuterProducts} of A and Bᵀ. */
  static boolean pay(int m, int n, int k) {
    long turned = cost(n, m, k) + (long) TRANSPOSING * m * n;
    return turned < cost(m, n, k);
  }

  /** Of A·Bᵀ, in multiplications, those in idle lanes among them. */
  private static long cost(int m, int n, int k) {
    long padded = (long) Splitter.groups(n, LANES) * LANES;
    return m * padded * k + (long) TRANSPOSING * n * k;
  }

  /** A is {@code [m, k]}, B {@code [n, k]}, out {@code [m, n]}. */
  static void compute(
      float[] a,
      float[] b,
      float[] out,
      int m,
      int n,
      int k,
      Splitter splitter,
      ArrayPool<float[]> pool) {
    float[] turned = pool.take(m * n);
    new FloatOuterProducts(b, false, a, true, turned, n, m, k).compute(0, splitter, pool);
    int groups = Splitter.groups(n, LANES);
    splitter.tasks(
        groups,
        (long) m * n,
        group -> {
          int first = group * LANES;
          int columns = Math.min(LANES, n - first);
          FloatPacking.transposed(turned, first * m, m, columns, m, out, first, n);
        });
    pool.give(turned);
  }
}
