package dev.gradus.conformance;

import dev.gradus.tensor.Shape;

/**
 * The rounding bounds, each derived for its operation; u is the unit roundoff, half a unit in the
 * last place of 1.
 *
 * <p>Source of the method: N. Higham, Accuracy and Stability of Numerical Algorithms, chapters 2 to
 * 4: a sum of terms t in one accumulator of length L errs by at most L·u·Σ|t|.
 */
final class Bounds {
  /** The longest chain of additions that may run through one accumulator. */
  private static final int CHAIN = 64;

  private Bounds() {}

  /**
   * In units of u·Σ|terms|, what a sum of n products or numbers may err: one accumulator takes 64
   * terms at most, and the accumulators are added as a tree. Two more are for the rounding of a
   * product, and of the result. A longer accumulator passes only as far as its errors cancel.
   */
  static double sum(int n) {
    int blocks = (n + CHAIN - 1) / CHAIN;
    int tree = 32 - Integer.numberOfLeadingZeros(blocks - 1 == 0 ? 0 : blocks - 1);
    return Math.min(n, CHAIN) + tree + 2;
  }

  /** Σ|a||b| for every element of a product, whose operands lie as stored. */
  static double[] productMagnitudes(
      Trial.Input a, boolean transA, Trial.Input b, boolean transB, Shape result) {
    int m = result.rows();
    int n = result.columns();
    int k = a.shape().extent(transA ? 0 : 1);
    double[] sums = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          double left = a.values()[transA ? l * m + i : i * k + l];
          sum += Math.abs(left * b.values()[transB ? j * k + l : l * n + j]);
        }
        sums[i * n + j] = sum;
      }
    }
    return sums;
  }

  /**
   * The softmax of a row, which several bounds need, with the weights of its errors. d = x − max is
   * rounded by u·|d|, and its exponential by 8u besides (4 units in the last place).
   */
  record SoftmaxRow(double[] d, double[] p, double logSum, double sumError) {
    static SoftmaxRow of(double[] x, int from, int n) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        max = Math.max(max, x[from + j]);
      }
      double[] d = new double[n];
      double[] p = new double[n];
      double sum = 0;
      for (int j = 0; j < n; j++) {
        d[j] = x[from + j] - max;
        p[j] = Math.exp(d[j]);
        sum += p[j];
      }
      double weighted = 0;
      for (int j = 0; j < n; j++) {
        p[j] /= sum;
        weighted += p[j] * Math.abs(d[j]);
      }
      return new SoftmaxRow(d, p, Math.log(sum), weighted + 8 + sum(n));
    }

    /** The relative error of softmax, in units of u. */
    double softmax(int j) {
      return Math.abs(d[j]) + 8 + sumError + 2;
    }

    /** The absolute error of the logarithm of softmax, in units of u. */
    double logSoftmax(int j) {
      return 2 * Math.abs(d[j]) + sumError + 9 * Math.abs(logSum) + 2 * Math.abs(log(j));
    }

    double log(int j) {
      return d[j] - logSum;
    }
  }
}
