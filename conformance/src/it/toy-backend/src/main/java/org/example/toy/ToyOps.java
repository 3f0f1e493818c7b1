package org.example.toy;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shapes.Broadcast;
import java.util.Arrays;

/**
 * The kernels: plain loops over {@code double[]}, on one thread, for both precisions.
 *
 * <p>In f32 every result is rounded to a {@code float}, and held as the {@code double} of equal
 * value. Sums run in f64 and are rounded once.
 */
final class ToyOps extends KernelOps<double[]> {
  private final boolean f32;

  ToyOps(Precision precision) {
    super("toy", precision);
    f32 = precision == Precision.F32;
  }

  private double rounded(double value) {
    return f32 ? (float) value : value;
  }

  // ---- storage ----

  @Override
  protected double[] allocate(int size) {
    return new double[size];
  }

  @Override
  protected void store(float[] values, double[] out) {
    Arrays.setAll(out, i -> values[i]);
  }

  @Override
  protected void store(double[] values, double[] out) {
    Arrays.setAll(out, i -> rounded(values[i]));
  }

  @Override
  protected void load(double[] a, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) a[i];
    }
  }

  @Override
  protected void load(double[] a, double[] out) {
    System.arraycopy(a, 0, out, 0, out.length);
  }

  @Override
  protected void fill(double[] out, double value, int size) {
    Arrays.fill(out, 0, size, rounded(value));
  }

  // ---- products ----

  @Override
  protected void matmul(
      double[] a, boolean transA, double[] b, boolean transB, double[] out, int m, int n, int k) {
    double[] right = transB ? transposed(b, n, k) : b;
    for (int i = 0; i < m; i++) {
      double[] row = new double[n];
      // All of row i grows at once: the inner loop runs along memory, so the compiler widens it.
      for (int l = 0; l < k; l++) {
        double factor = a[transA ? l * m + i : i * k + l];
        for (int j = 0; j < n; j++) {
          row[j] += factor * right[l * n + j];
        }
      }
      for (int j = 0; j < n; j++) {
        out[i * n + j] = rounded(row[j]);
      }
    }
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] result = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = a[i * columns + j];
      }
    }
    return result;
  }

  // ---- element by element ----

  @Override
  protected void unary(Unary function, double c, double[] a, double[] out, int size) {
    double constant = rounded(c);
    for (int i = 0; i < size; i++) {
      double x = a[i];
      out[i] =
          rounded(
              switch (function) {
                case ADD_SCALAR -> x + constant;
                case SCALE -> x * constant;
                case MAX -> Math.max(x, constant);
                case EXP -> Math.exp(x);
                case LOG -> Math.log(x);
                case SQRT -> Math.sqrt(x);
                case TANH -> Math.tanh(x);
                case EXPM1 -> Math.expm1(x);
                case LOG1P -> Math.log1p(x);
                case ERF -> erf(x);
              });
    }
  }

  /** Near 0 Maclaurin's series, else the continued fraction of what is missing to ±1. */
  private static double erf(double x) {
    double z = Math.abs(x);
    if (z < 1) {
      // 2/√π · (x − x³/(1!·3) + x⁵/(2!·5) − …)
      double power = x;
      double sum = x;
      for (int n = 1; n < 20; n++) {
        power *= -x * x / n;
        sum += power / (2 * n + 1);
      }
      return 2 / Math.sqrt(Math.PI) * sum;
    }
    // 1 − e^(−z²)/√π / (z + ½ / (z + 1 / (z + 1½ / (z + 2 / (z + …)))))
    double fraction = z;
    for (int n = 200; n > 0; n--) {
      fraction = z + n / 2.0 / fraction;
    }
    return Math.signum(x) * (1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / fraction);
  }

  @Override
  protected void binary(
      Binary function,
      double[] a,
      double[] b,
      Broadcast broadcast,
      double[] out,
      int rows,
      int columns) {
    for (int i = 0; i < rows * columns; i++) {
      double y = b[source(broadcast, i, columns)];
      out[i] =
          rounded(
              switch (function) {
                case ADD -> a[i] + y;
                case SUB -> a[i] - y;
                case MUL -> a[i] * y;
                case DIV -> a[i] / y;
              });
    }
  }

  /** Which element of b lies over element i of a. */
  private static int source(Broadcast broadcast, int i, int columns) {
    return switch (broadcast) {
      case SAME -> i;
      case ROW -> i % columns;
      case COLUMN -> i / columns;
      case ELEMENT -> 0;
    };
  }

  @Override
  protected void select(
      double[] c,
      double[] a,
      double[] b,
      Broadcast broadcast,
      double[] out,
      int rows,
      int columns) {
    for (int i = 0; i < rows * columns; i++) {
      out[i] = c[i] > 0 ? a[i] : b[source(broadcast, i, columns)];
    }
  }

  // ---- reductions ----

  @Override
  protected void columnSums(double[] a, double[] out, int rows, int columns) {
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += a[i * columns + j];
      }
      out[j] = rounded(sum);
    }
  }

  @Override
  protected void rowSums(double[] a, double[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += a[i * columns + j];
      }
      out[i] = rounded(sum);
    }
  }

  @Override
  protected void rowMaxima(double[] a, double[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      double largest = a[i * columns];
      for (int j = 1; j < columns; j++) {
        largest = Math.max(largest, a[i * columns + j]);
      }
      out[i] = largest;
    }
  }

  @Override
  protected void rowArgMax(double[] a, int[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int best = 0;
      for (int j = 1; j < columns && !Double.isNaN(a[i * columns + best]); j++) {
        double x = a[i * columns + j];
        if (x > a[i * columns + best] || Double.isNaN(x)) {
          best = j;
        }
      }
      out[i] = best;
    }
  }

  // ---- gathers and their transposes ----

  @Override
  protected void gatherRows(double[] a, int[] rows, double[] out, int columns) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(a, rows[i] * columns, out, i * columns, columns);
    }
  }

  @Override
  protected void scatterAddRows(double[] a, int[] rows, double[] out, int rowCount, int columns) {
    Arrays.fill(out, 0, rowCount * columns, 0);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        int to = rows[i] * columns + j;
        out[to] = rounded(out[to] + a[i * columns + j]);
      }
    }
  }

  @Override
  protected void gatherColumns(double[] a, IndexMap map, double[] out, int rows) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < map.length(); j++) {
        int from = map.source(j);
        out[i * map.length() + j] = from < 0 ? 0 : a[i * map.sourceColumns() + from];
      }
    }
  }

  @Override
  protected void scatterAddColumns(double[] a, IndexMap map, double[] out, int rows) {
    Arrays.fill(out, 0, rows * map.sourceColumns(), 0);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < map.length(); j++) {
        if (map.source(j) >= 0) {
          int to = i * map.sourceColumns() + map.source(j);
          out[to] = rounded(out[to] + a[i * map.length() + j]);
        }
      }
    }
  }

  // ---- the one operation that changes a tensor ----

  @Override
  protected void update(double[] target, double keep, double factor, double[] delta, int size) {
    double kept = rounded(keep);
    double added = rounded(factor);
    for (int i = 0; i < size; i++) {
      // With keep = 0 the old value is forgotten, be it NaN.
      double old = keep == 0 ? 0 : kept * target[i];
      target[i] = rounded(old + added * delta[i]);
    }
  }
}
