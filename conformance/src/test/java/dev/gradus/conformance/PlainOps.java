package dev.gradus.conformance;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shapes.Broadcast;
import java.util.Arrays;

/**
 * A backend on plain arrays that leans on nothing: the primitives, and the fused forms as they are
 * inherited. Broken backends override one of its kernels, or what a kernel does with one element.
 */
class PlainOps extends KernelOps<double[]> {
  PlainOps(Precision precision) {
    super("plain", precision);
  }

  final double rounded(double value) {
    return precision() == Precision.F32 ? (float) value : value;
  }

  @Override
  protected double[] allocate(int size) {
    double[] old = new double[size];
    Arrays.fill(old, 7); // what storage holds does not matter, so nobody may rely on zeros
    return old;
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

  @Override
  protected void matmul(
      double[] a, boolean transA, double[] b, boolean transB, double[] out, int m, int n, int k) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += a[transA ? l * m + i : i * k + l] * b[transB ? j * k + l : l * n + j];
        }
        out[i * n + j] = rounded(sum);
      }
    }
  }

  @Override
  protected void unary(Unary function, double c, double[] a, double[] out, int size) {
    for (int i = 0; i < size; i++) {
      out[i] = rounded(apply(function, rounded(c), a[i]));
    }
  }

  double apply(Unary function, double c, double x) {
    return switch (function) {
      case ADD_SCALAR -> x + c;
      case SCALE -> x * c;
      case MAX -> Math.max(x, c);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case TANH -> Math.tanh(x);
      case EXPM1 -> Math.expm1(x);
      case LOG1P -> Math.log1p(x);
      case ERF -> erf(x);
    };
  }

  /** Maclaurin's series where it converges fast, else Simpson's rule on the rest of the bell. */
  private static double erf(double x) {
    double z = Math.abs(x);
    if (Double.isNaN(x) || z > 6) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    if (z < 2.5) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 100; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
    int steps = 8000;
    double h = (8 - z) / steps;
    double rest = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      rest += weight * Math.exp(-(z + i * h) * (z + i * h));
    }
    return Math.signum(x) * (1 - 2 / Math.sqrt(Math.PI) * rest * h / 3);
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
      double y = b[source(broadcast, i / columns, i % columns, columns)];
      out[i] = rounded(apply(function, a[i], y));
    }
  }

  double apply(Binary function, double x, double y) {
    return switch (function) {
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
    };
  }

  int source(Broadcast broadcast, int row, int column, int columns) {
    return switch (broadcast) {
      case SAME -> row * columns + column;
      case ROW -> column;
      case COLUMN -> row;
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
      out[i] = choose(c[i], a[i], b[source(broadcast, i / columns, i % columns, columns)]);
    }
  }

  double choose(double c, double x, double y) {
    return c > 0 ? x : y;
  }

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
      out[i] = a[i * columns];
      for (int j = 1; j < columns; j++) {
        out[i] = Math.max(out[i], a[i * columns + j]);
      }
    }
  }

  @Override
  protected void rowArgMax(double[] a, int[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      out[i] = 0;
      for (int j = columns - 1; j >= 0; j--) {
        double best = a[i * columns + out[i]];
        double x = a[i * columns + j];
        if (Double.isNaN(x) || (x >= best && (x > best || j < out[i]))) {
          out[i] = j;
        }
      }
    }
  }

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
        int at = rows[i] * columns + j;
        out[at] = rounded(out[at] + a[i * columns + j]);
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
          int at = i * map.sourceColumns() + map.source(j);
          out[at] = rounded(out[at] + a[i * map.length() + j]);
        }
      }
    }
  }

  @Override
  protected void update(double[] target, double keep, double factor, double[] delta, int size) {
    for (int i = 0; i < size; i++) {
      target[i] = rounded(updated(target[i], rounded(keep), rounded(factor), delta[i]));
    }
  }

  double updated(double target, double keep, double factor, double delta) {
    return (keep == 0 ? 0 : keep * target) + factor * delta;
  }
}
