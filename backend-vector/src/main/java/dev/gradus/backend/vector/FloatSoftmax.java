package dev.gradus.backend.vector;

import dev.gradus.backend.ArrayPool;

/**
 * Softmax of rows, alone and with the cross-entropy. Works on rows {@code from} to {@code to − 1}.
 */
final class FloatSoftmax {
  private FloatSoftmax() {}

  static void softmax(float[] x, float[] out, int from, int to, int n) {
    shift(x, out, from, to, n);
    FloatFunctions.exp(out, out, from * n, to * n);
    for (int i = from; i < to; i++) {
      float sum = FloatReductions.sum(out, i * n, n);
      for (int j = i * n; j < (i + 1) * n; j++) {
        out[j] /= sum;
      }
    }
  }

  /**
   * Writes −ln softmax(x)[label] of each row to {@code losses}, and (softmax(x) − onehot)/m to
   * {@code gradient}.
   */
  static void crossEntropy(
      float[] x,
      int[] labels,
      float[] gradient,
      float[] losses,
      int from,
      int to,
      int n,
      ArrayPool<float[]> pool) {
    float m = labels.length;
    float[] picked = pool.take(labels.length);
    shift(x, gradient, from, to, n);
    for (int i = from; i < to; i++) {
      picked[i] = gradient[i * n + labels[i]];
    }
    FloatFunctions.exp(gradient, gradient, from * n, to * n);
    for (int i = from; i < to; i++) {
      float sum = FloatReductions.sum(gradient, i * n, n);
      losses[i] = sum;
      for (int j = i * n; j < (i + 1) * n; j++) {
        gradient[j] = gradient[j] / sum / m;
      }
      int label = i * n + labels[i];
      gradient[label] -= 1 / m;
    }
    FloatFunctions.log(losses, losses, from, to);
    for (int i = from; i < to; i++) {
      losses[i] -= picked[i];
    }
    pool.give(picked);
  }

  /** x less the largest of its row. */
  private static void shift(float[] x, float[] out, int from, int to, int n) {
    for (int i = from; i < to; i++) {
      float maximum = FloatReductions.maximum(x, i * n, n);
      FloatArithmetic.addScalar(x, -maximum, out, i * n, (i + 1) * n);
    }
  }
}
