package dev.gradus.backend.ejml;

/**
 * Sums, maxima and the loss of a row of scores.
 *
 * <p>EJML's sums add one element after another in the precision of the matrix, so that a million
 * f32 terms lose five of their seven digits, and its maxima pass over NaN. These add in f64, by
 * halves, so that the error grows with the logarithm of the number of terms.
 */
final class FloatReductions {
  /** Where halving stops. */
  private static final int FEW = 64;

  private FloatReductions() {}

  static void rowSums(float[] a, float[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      out[i] = FloatElements.rounded(sum(a, i * columns, (i + 1) * columns));
    }
  }

  private static double sum(float[] a, int from, int to) {
    if (to - from > FEW) {
      int middle = (from + to) >>> 1;
      return sum(a, from, middle) + sum(a, middle, to);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += a[i];
    }
    return sum;
  }

  static void columnSums(float[] a, float[] out, int rows, int columns) {
    double[] sums = columnSums(a, 0, rows, columns);
    for (int j = 0; j < columns; j++) {
      out[j] = FloatElements.rounded(sums[j]);
    }
  }

  private static double[] columnSums(float[] a, int from, int to, int columns) {
    if (to - from > FEW) {
      int middle = (from + to) >>> 1;
      double[] sums = columnSums(a, from, middle, columns);
      double[] others = columnSums(a, middle, to, columns);
      for (int j = 0; j < columns; j++) {
        sums[j] += others[j];
      }
      return sums;
    }
    double[] sums = new double[columns];
    for (int i = from; i < to; i++) {
      int start = i * columns;
      for (int j = 0; j < columns; j++) {
        sums[j] += a[start + j];
      }
    }
    return sums;
  }

  static void rowMaxima(float[] a, float[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      out[i] = maximum(a, i * columns, columns);
    }
  }

  private static float maximum(float[] a, int start, int columns) {
    float maximum = a[start];
    for (int j = 1; j < columns; j++) {
      maximum = Math.max(maximum, a[start + j]); // NaN once, NaN for good
    }
    return maximum;
  }

  static void rowArgMax(float[] a, int[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int start = i * columns;
      int best = 0;
      for (int j = 1; j < columns && !Float.isNaN(a[start + best]); j++) {
        if (!(a[start + j] <= a[start + best])) { // larger, or NaN
          best = j;
        }
      }
      out[i] = best;
    }
  }

  /** The mean loss; {@code gradient} is written. In f64, rounded once. */
  static double softmaxCrossEntropy(float[] x, int[] labels, float[] gradient, int columns) {
    double[] exponentials = new double[columns];
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      int start = i * columns;
      double maximum = maximum(x, start, columns);
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        exponentials[j] = Math.exp(x[start + j] - maximum);
        sum += exponentials[j];
      }
      loss -= x[start + labels[i]] - maximum - Math.log(sum);
      for (int j = 0; j < columns; j++) {
        double target = j == labels[i] ? 1 : 0;
        gradient[start + j] =
            FloatElements.rounded((exponentials[j] / sum - target) / labels.length);
      }
    }
    return loss / labels.length;
  }
}
