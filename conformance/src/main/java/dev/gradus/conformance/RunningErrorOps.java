package dev.gradus.conformance;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/**
 * Operations that know how far a backend's results may lie from their own: running error analysis.
 * A network, loss or optimizer that computes with them gets its values in f64, and for every
 * element a rigorous bound of the error that a backend makes which keeps the bounds of the family
 * {@code op}.
 *
 * <p>Each kernel adds what its operands' errors become to what the operation itself rounds: {@value
 * #ELEMENTWISE}u for + − × ÷ √ (one rounding, and one that a fused form's bound allows besides),
 * {@value #FUNCTION}u for exp, log and their like (4 units in the last place, and that),
 * s(n)·u·Σ|t| for sums and products. No term of the second order is left out. Fused forms are
 * inherited: they are bounded as the compositions that define them, but affine and sigmoid.
 *
 * <p>In f64 the values themselves are rounded as a backend's are, so u counts twice there. For one
 * thread.
 *
 * <p>Source: N. Higham, Accuracy and Stability of Numerical Algorithms, chapter 3.3.
 */
final class RunningErrorOps extends KernelOps<Bounded> {
  private static final int ELEMENTWISE = 2;
  private static final int FUNCTION = 10;
  private static final int SIGMOID = 12;

  private final Precision tested;
  private final double u;
  private final double least;
  private double sumsRelativeError;

  /** What a backend of this precision may err. */
  RunningErrorOps(Precision tested) {
    super("running-error", Precision.F64);
    this.tested = tested;
    this.u = (tested == Precision.F64 ? 2 : 1) * tested.unitRoundoff();
    this.least = tested == Precision.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
  }

  /** What each element may be off. */
  double[] errors(Tensor t) {
    Bounded bounded = storage("errors", t);
    return Arrays.copyOf(bounded.errors(), t.shape().size());
  }

  /**
   * What a loss may be off that is the last {@link #sum} times a constant factor, as every loss is.
   */
  double lossError(double loss) {
    return Math.abs(loss) * (sumsRelativeError + 4 * u) + least;
  }

  @Override
  public double sum(Tensor a) {
    Bounded x = storage("sum", a);
    Bounded out = Bounded.ofSize(1);
    rowSums(x, out, 1, a.shape().size());
    sumsRelativeError = out.errors()[0] / Math.abs(out.values()[0]);
    return out.values()[0];
  }

  /** The bound of the fused form: the bias may be the first term of the accumulator. */
  @Override
  public Tensor affine(Tensor x, Tensor w, Tensor b) {
    Tensor y = super.affine(x, w, b);
    Bounded out = storage("affine", y);
    Bounded bias = storage("affine", b);
    int columns = y.shape().columns();
    for (int i = 0; i < y.shape().size(); i++) {
      out.errors()[i] += Bounds.sum(x.shape().columns()) * u * bias.largest(i % columns);
    }
    return y;
  }

  /** The bound of the operation: that of its exponential is infinite far below zero. */
  @Override
  public Tensor sigmoid(Tensor x) {
    Tensor y = super.sigmoid(x);
    Bounded in = storage("sigmoid", x);
    Bounded out = storage("sigmoid", y);
    for (int i = 0; i < y.shape().size(); i++) {
      double propagated = Functions.propagatedBySigmoid(in.values()[i], in.errors()[i]);
      rounded(out, i, out.values()[i], propagated, SIGMOID);
    }
    return y;
  }

  // ---- storage ----

  @Override
  protected Bounded allocate(int size) {
    return Bounded.ofSize(size);
  }

  @Override
  protected void store(float[] values, Bounded out) {
    for (int i = 0; i < values.length; i++) {
      out.set(i, values[i], 0);
    }
  }

  @Override
  protected void store(double[] values, Bounded out) {
    for (int i = 0; i < values.length; i++) {
      out.set(i, values[i], conversion(values[i]));
    }
  }

  /** What a number of the host loses on its way into the precision. */
  private double conversion(double value) {
    return tested == Precision.F64 ? 0 : Math.abs(value - (float) value);
  }

  @Override
  protected void load(Bounded a, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) a.values()[i];
    }
  }

  @Override
  protected void load(Bounded a, double[] out) {
    System.arraycopy(a.values(), 0, out, 0, out.length);
  }

  @Override
  protected void fill(Bounded out, double value, int size) {
    for (int i = 0; i < size; i++) {
      out.set(i, value, conversion(value));
    }
  }

  // ---- arithmetic ----

  @Override
  protected void matmul(
      Bounded a, boolean transA, Bounded b, boolean transB, Bounded out, int m, int n, int k) {
    double units = Bounds.sum(k) * u;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double operands = 0;
        double magnitude = 0;
        for (int l = 0; l < k; l++) {
          int left = transA ? l * m + i : i * k + l;
          int right = transB ? j * k + l : l * n + j;
          sum += a.values()[left] * b.values()[right];
          operands +=
              Math.abs(a.values()[left]) * b.errors()[right] + a.errors()[left] * b.largest(right);
          magnitude += a.largest(left) * b.largest(right);
        }
        out.set(i * n + j, sum, operands + units * magnitude + k * least);
      }
    }
  }

  @Override
  protected void unary(Unary function, double c, Bounded a, Bounded out, int size) {
    for (int i = 0; i < size; i++) {
      double x = a.values()[i];
      double e = a.errors()[i];
      double constant = conversion(c);
      switch (function) {
        case ADD_SCALAR -> rounded(out, i, x + c, e + constant, ELEMENTWISE);
        case SCALE ->
            rounded(out, i, c * x, Math.abs(c) * e + constant * a.largest(i), ELEMENTWISE);
        case MAX -> {
          double y = Math.max(x, c);
          double above = Math.max(x + e, c + constant) - y;
          out.set(i, y, Math.max(above, y - Math.max(x - e, c - constant)));
        }
        default ->
            rounded(
                out,
                i,
                Functions.value(function, x),
                Functions.propagated(function, x, e),
                function == Unary.SQRT ? ELEMENTWISE : FUNCTION);
      }
    }
  }

  /** A result that is rounded itself, by so many units u of the largest that it can be. */
  private void rounded(Bounded out, int i, double value, double operands, int units) {
    out.set(i, value, operands + units * u * (Math.abs(value) + operands) + least);
  }

  @Override
  protected void binary(
      Binary function,
      Bounded a,
      Bounded b,
      Broadcast broadcast,
      Bounded out,
      int rows,
      int columns) {
    for (int i = 0; i < rows * columns; i++) {
      int at = source(broadcast, i / columns, i % columns, columns);
      double x = a.values()[i];
      double y = b.values()[at];
      double ex = a.errors()[i];
      double ey = b.errors()[at];
      switch (function) {
        case ADD -> rounded(out, i, x + y, ex + ey, ELEMENTWISE);
        case SUB -> rounded(out, i, x - y, ex + ey, ELEMENTWISE);
        case MUL -> rounded(out, i, x * y, Math.abs(x) * ey + ex * b.largest(at), ELEMENTWISE);
        case DIV -> {
          double least = Math.abs(y) - ey; // of the divisor
          double quotient = x / y;
          double operands = ex == 0 && ey == 0 ? 0 : (ex + Math.abs(quotient) * ey) / least;
          rounded(out, i, quotient, least > 0 ? operands : infinite(operands), ELEMENTWISE);
        }
      }
    }
  }

  /** Nothing is known where a divisor may be 0, unless it is exactly what it is. */
  private static double infinite(double operands) {
    return operands == 0 ? 0 : Double.POSITIVE_INFINITY;
  }

  private static int source(Broadcast broadcast, int row, int column, int columns) {
    return switch (broadcast) {
      case SAME -> row * columns + column;
      case ROW -> column;
      case COLUMN -> row;
      case ELEMENT -> 0;
    };
  }

  /** Where the condition may be of either sign, the backend may have chosen the other one. */
  @Override
  protected void select(
      Bounded c, Bounded a, Bounded b, Broadcast broadcast, Bounded out, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      int at = source(broadcast, i / columns, i % columns, columns);
      boolean above = c.values()[i] > 0;
      boolean open = above ? c.values()[i] <= c.errors()[i] : c.values()[i] + c.errors()[i] > 0;
      double value = above ? a.values()[i] : b.values()[at];
      double error = above ? a.errors()[i] : b.errors()[at];
      if (open) {
        double other = above ? b.values()[at] : a.values()[i];
        double ofOther = above ? b.errors()[at] : a.errors()[i];
        error = Math.max(error, Math.abs(value - other) + ofOther);
      }
      out.set(i, value, error);
    }
  }

  // ---- reductions ----

  @Override
  protected void columnSums(Bounded a, Bounded out, int rows, int columns) {
    for (int j = 0; j < columns; j++) {
      sum(a, j, columns, rows, out, j);
    }
  }

  @Override
  protected void rowSums(Bounded a, Bounded out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      sum(a, i * columns, 1, columns, out, i);
    }
  }

  private void sum(Bounded a, int from, int step, int terms, Bounded out, int to) {
    double sum = 0;
    double operands = 0;
    double magnitude = 0;
    for (int l = 0; l < terms; l++) {
      int at = from + l * step;
      sum += a.values()[at];
      operands += a.errors()[at];
      magnitude += a.largest(at);
    }
    out.set(to, sum, operands + Bounds.sum(terms) * u * magnitude);
  }

  /** Maxima are no further apart than the numbers that they are of. */
  @Override
  protected void rowMaxima(Bounded a, Bounded out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      double maximum = Double.NEGATIVE_INFINITY;
      double error = 0;
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        maximum = Math.max(maximum, a.values()[j]);
        error = Math.max(error, a.errors()[j]);
      }
      out.set(i, maximum, error);
    }
  }

  /** The places of the values: a place has no bound, so nothing may depend on a near tie. */
  @Override
  protected void rowArgMax(Bounded a, int[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      out[i] = 0;
      for (int j = 1; j < columns; j++) {
        if (a.values()[i * columns + j] > a.values()[i * columns + out[i]]) {
          out[i] = j;
        }
      }
    }
  }

  // ---- gathers and their transposes ----

  @Override
  protected void gatherRows(Bounded a, int[] rows, Bounded out, int columns) {
    for (int i = 0; i < rows.length * columns; i++) {
      out.copy(i, a, rows[i / columns] * columns + i % columns);
    }
  }

  @Override
  protected void scatterAddRows(Bounded a, int[] rows, Bounded out, int rowCount, int columns) {
    int[] to = new int[rows.length * columns];
    Arrays.setAll(to, i -> rows[i / columns] * columns + i % columns);
    scatter(a, to, out, rowCount * columns);
  }

  @Override
  protected void gatherColumns(Bounded a, IndexMap map, Bounded out, int rows) {
    for (int i = 0; i < rows * map.length(); i++) {
      int source = map.source(i % map.length());
      if (source == IndexMap.ABSENT) {
        out.set(i, 0, 0);
      } else {
        out.copy(i, a, i / map.length() * map.sourceColumns() + source);
      }
    }
  }

  @Override
  protected void scatterAddColumns(Bounded a, IndexMap map, Bounded out, int rows) {
    int[] to = new int[rows * map.length()];
    for (int i = 0; i < to.length; i++) {
      int source = map.source(i % map.length());
      to[i] = source == IndexMap.ABSENT ? source : i / map.length() * map.sourceColumns() + source;
    }
    scatter(a, to, out, rows * map.sourceColumns());
  }

  private void scatter(Bounded a, int[] to, Bounded out, int size) {
    double[] magnitudes = new double[size];
    int[] terms = new int[size];
    for (int j = 0; j < size; j++) {
      out.set(j, 0, 0);
    }
    for (int i = 0; i < to.length; i++) {
      if (to[i] != IndexMap.ABSENT) {
        out.set(to[i], out.values()[to[i]] + a.values()[i], out.errors()[to[i]] + a.errors()[i]);
        magnitudes[to[i]] += a.largest(i);
        terms[to[i]]++;
      }
    }
    for (int j = 0; j < size; j++) {
      if (terms[j] > 1) {
        out.errors()[j] += Bounds.sum(terms[j]) * u * magnitudes[j];
      }
    }
  }

  @Override
  protected void update(Bounded target, double keep, double factor, Bounded delta, int size) {
    if (keep == 0 && factor == 1) { // a copy, which rounds nothing
      for (int i = 0; i < size; i++) {
        target.copy(i, delta, i);
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      double kept = keep == 0 ? 0 : keep * target.values()[i];
      double added = factor * delta.values()[i];
      double operands =
          (keep == 0 ? 0 : Math.abs(keep) * target.errors()[i])
              + Math.abs(factor) * delta.errors()[i];
      double constants =
          (keep == 0 ? 0 : conversion(keep) * target.largest(i))
              + conversion(factor) * delta.largest(i);
      double products = 2 * u * (Math.abs(kept) + Math.abs(added) + operands);
      rounded(target, i, kept + added, operands + constants + products, ELEMENTWISE);
    }
  }
}
