package dev.gradus.backend.vector;

/** The passes of softmax over rows {@code from} to {@code to − 1} of n elements. */
final class FloatSoftmax {
  /** Times any sum of exponentials, none of which is above 1, it is still finite. */
  private static final double LARGE = 1e290;

  private FloatSoftmax() {}

  /** x less the largest of its row. */
  static void shift(float[] x, float[] out, int from, int to, int n) {
    for (int i = from; i < to; i++) {
      float maximum = FloatReductions.maximum(x, i * n, n);
      FloatArithmetic.addScalar(x, -maximum, out, i * n, (i + 1) * n);
    }
  }

  /** Each exponential by the sum of its row. */
  static void normalize(float[] exponentials, int from, int to, int n) {
    for (int i = from; i < to; i++) {
      float sum = FloatReductions.sum(exponentials, i * n, n);
      for (int j = i * n; j < (i + 1) * n; j++) {
        exponentials[j] /= sum;
      }
    }
  }

  /** From exponentials to (softmax − onehot)/m in place; their sums go to {@code sums}. */
  static void gradient(float[] exponentials, int[] labels, float[] sums, int from, int to, int n) {
    float m = labels.length;
    for (int i = from; i < to; i++) {
      float sum = FloatReductions.sum(exponentials, i * n, n);
      sums[i] = sum;
      for (int j = i * n; j < (i + 1) * n; j++) {
        exponentials[j] = exponentials[j] / sum / m;
      }
      exponentials[i * n + labels[i]] -= 1 / m;
    }
  }

  /** Σ ln x as the logarithm of a product, taken whenever that has become large. */
  static double sumOfLogarithms(float[] x, int size) {
    double sum = 0;
    double product = 1;
    for (int i = 0; i < size; i++) {
      product *= x[i];
      if (product > LARGE) {
        sum += StrictMath.log(product);
        product = 1;
      }
    }
    return sum + StrictMath.log(product);
  }
}
