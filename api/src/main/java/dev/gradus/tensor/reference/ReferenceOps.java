package dev.gradus.tensor.reference;

import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;

/**
 * The executable specification: every operation as its formula, in plain loops that compute and
 * accumulate in f64 and round once, when the result is stored. The fused forms are written out too,
 * so that they can be held against, instead of being, the compositions of {@link
 * dev.gradus.tensor.TensorOps}.
 *
 * <p>Written to be read, not to be fast. Safe for use by many threads.
 *
 * <pre>{@code
 * TensorOps ops = new ReferenceOps(Precision.F64);
 * }</pre>
 */
public final class ReferenceOps extends KernelOps<Values> {
  /**
   * The specification in one precision.
   *
   * @param precision how results are stored
   */
  public ReferenceOps(Precision precision) {
    super("reference", precision);
  }

  // ---- storage ----

  @Override
  protected Values allocate(int size) {
    return precision() == Precision.F32
        ? new Values.Floats(new float[size])
        : new Values.Doubles(new double[size]);
  }

  @Override
  protected void store(float[] values, Values out) {
    for (int i = 0; i < values.length; i++) {
      out.set(i, values[i]);
    }
  }

  @Override
  protected void store(double[] values, Values out) {
    for (int i = 0; i < values.length; i++) {
      out.set(i, values[i]);
    }
  }

  @Override
  protected void load(Values a, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) a.get(i);
    }
  }

  @Override
  protected void load(Values a, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a.get(i);
    }
  }

  @Override
  protected void fill(Values out, double value, int size) {
    for (int i = 0; i < size; i++) {
      out.set(i, value);
    }
  }

  /** A constant as the precision holds it: operations round it before they use it. */
  private double rounded(double c) {
    return precision() == Precision.F32 ? (float) c : c;
  }

  // ---- primitives ----

  @Override
  protected void matmul(
      Values a, boolean transA, Values b, boolean transB, Values out, int m, int n, int k) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += a.get(transA ? l * m + i : i * k + l) * b.get(transB ? j * k + l : l * n + j);
        }
        out.set(i * n + j, sum);
      }
    }
  }

  @Override
  protected void unary(Unary function, double c, Values a, Values out, int size) {
    double constant = rounded(c);
    DoubleUnaryOperator f =
        switch (function) {
          case ADD_SCALAR -> x -> x + constant;
          case SCALE -> x -> x * constant;
          case MAX -> x -> Math.max(x, constant);
          case EXP -> StrictMath::exp;
          case LOG -> StrictMath::log;
          case SQRT -> Math::sqrt;
          case TANH -> StrictMath::tanh;
          case EXPM1 -> StrictMath::expm1;
          case LOG1P -> StrictMath::log1p;
          case ERF -> ErrorFunction::erf;
        };
    for (int i = 0; i < size; i++) {
      out.set(i, f.applyAsDouble(a.get(i)));
    }
  }

  @Override
  protected void binary(
      Binary function, Values a, Values b, Broadcast broadcast, Values out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double left = a.get(i * columns + j);
        double right = b.get(source(broadcast, i, j, columns));
        double value =
            switch (function) {
              case ADD -> left + right;
              case SUB -> left - right;
              case MUL -> left * right;
              case DIV -> left / right;
            };
        out.set(i * columns + j, value);
      }
    }
  }

  @Override
  protected void select(
      Values c, Values a, Values b, Broadcast broadcast, Values out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = i * columns + j;
        out.set(at, c.get(at) > 0 ? a.get(at) : b.get(source(broadcast, i, j, columns)));
      }
    }
  }

  private static int source(Broadcast broadcast, int row, int column, int columns) {
    return switch (broadcast) {
      case SAME -> row * columns + column;
      case ROW -> column;
      case COLUMN -> row;
      case ELEMENT -> 0;
    };
  }

  @Override
  protected void columnSums(Values a, Values out, int rows, int columns) {
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += a.get(i * columns + j);
      }
      out.set(j, sum);
    }
  }

  @Override
  protected void rowSums(Values a, Values out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += a.get(i * columns + j);
      }
      out.set(i, sum);
    }
  }

  @Override
  protected void rowMaxima(Values a, Values out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      out.set(i, rowMaximum(a, i, columns));
    }
  }

  private static double rowMaximum(Values a, int row, int columns) {
    double maximum = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      maximum = Math.max(maximum, a.get(row * columns + j)); // NaN once, NaN for good
    }
    return maximum;
  }

  @Override
  protected void rowArgMax(Values a, int[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int best = 0;
      for (int j = 0; j < columns; j++) {
        double value = a.get(i * columns + j);
        if (Double.isNaN(value)) {
          best = j;
          break;
        }
        if (value > a.get(i * columns + best)) {
          best = j;
        }
      }
      out[i] = best;
    }
  }

  @Override
  protected void gatherRows(Values a, int[] rows, Values out, int columns) {
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        out.set(i * columns + j, a.get(rows[i] * columns + j));
      }
    }
  }

  @Override
  protected void scatterAddRows(Values a, int[] rows, Values out, int rowCount, int columns) {
    double[] sums = new double[rowCount * columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        sums[rows[i] * columns + j] += a.get(i * columns + j);
      }
    }
    store(sums, out);
  }

  @Override
  protected void gatherColumns(Values a, IndexMap map, Values out, int rows) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < map.length(); j++) {
        int source = map.source(j);
        double value = source == IndexMap.ABSENT ? 0 : a.get(i * map.sourceColumns() + source);
        out.set(i * map.length() + j, value);
      }
    }
  }

  @Override
  protected void scatterAddColumns(Values a, IndexMap map, Values out, int rows) {
    double[] sums = new double[rows * map.sourceColumns()];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < map.length(); j++) {
        int source = map.source(j);
        if (source != IndexMap.ABSENT) {
          sums[i * map.sourceColumns() + source] += a.get(i * map.length() + j);
        }
      }
    }
    store(sums, out);
  }

  @Override
  protected void update(Values target, double keep, double factor, Values delta, int size) {
    double kept = rounded(keep);
    double added = rounded(factor);
    for (int i = 0; i < size; i++) {
      double change = added * delta.get(i);
      target.set(i, kept == 0 ? change : kept * target.get(i) + change);
    }
  }

  // ---- fused forms ----

  @Override
  public Tensor gatherBytes(byte[] bytes, Shape row, int[] rows, double divisor) {
    Shape shape = Shapes.gatherBytes(bytes.length, row, rows);
    int length = row.size();
    Values out = fresh(shape);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < length; j++) {
        out.set(i * length + j, (bytes[rows[i] * length + j] & 0xff) / rounded(divisor));
      }
    }
    return result(shape, out);
  }

  @Override
  public Tensor affine(Tensor x, Tensor w, Tensor b) {
    return affine(x, w, b, y -> y);
  }

  @Override
  public Tensor affineRelu(Tensor x, Tensor w, Tensor b) {
    return affine(x, w, b, y -> Math.max(y, 0));
  }

  private Tensor affine(Tensor x, Tensor w, Tensor b, DoubleUnaryOperator activation) {
    Values in = storage("affine", x);
    Values weights = storage("affine", w);
    Values bias = storage("affine", b);
    Shape shape = Shapes.affine(x.shape(), w.shape(), b.shape());
    int inner = x.shape().columns();
    Values out = allocate(shape.size());
    for (int i = 0; i < shape.rows(); i++) {
      for (int j = 0; j < shape.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < inner; l++) {
          sum += in.get(i * inner + l) * weights.get(j * inner + l);
        }
        out.set(i * shape.columns() + j, activation.applyAsDouble(sum + bias.get(j)));
      }
    }
    return result(shape, out);
  }

  @Override
  public Tensor relu(Tensor x) {
    return map("relu", x, v -> Math.max(v, 0));
  }

  @Override
  public Tensor reluGrad(Tensor y, Tensor dy) {
    return zip("reluGrad", y, dy, (output, gradient) -> output > 0 ? gradient : 0);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return map("sigmoid", x, v -> 1 / (1 + StrictMath.exp(-v)));
  }

  @Override
  public Tensor sigmoidGrad(Tensor y, Tensor dy) {
    return zip("sigmoidGrad", y, dy, (s, gradient) -> gradient * s * (1 - s));
  }

  @Override
  public Tensor tanhGrad(Tensor y, Tensor dy) {
    return zip("tanhGrad", y, dy, (t, gradient) -> gradient * (1 - t * t));
  }

  private Tensor map(String operation, Tensor a, DoubleUnaryOperator f) {
    Values in = storage(operation, a);
    Values out = allocate(a.shape().size());
    for (int i = 0; i < a.shape().size(); i++) {
      out.set(i, f.applyAsDouble(in.get(i)));
    }
    return result(a.shape(), out);
  }

  /** {@link java.util.function.DoubleBinaryOperator}, named for what it takes here. */
  private interface GradientFunction {
    double apply(double output, double gradient);
  }

  private Tensor zip(String operation, Tensor y, Tensor dy, GradientFunction f) {
    Values outputs = storage(operation, y);
    Values gradients = storage(operation, dy);
    Shape shape = Shapes.same(operation, y.shape(), dy.shape());
    Values out = allocate(shape.size());
    for (int i = 0; i < shape.size(); i++) {
      out.set(i, f.apply(outputs.get(i), gradients.get(i)));
    }
    return result(shape, out);
  }

  @Override
  public Tensor softmax(Tensor x) {
    return ofRows("softmax", x, (row, j) -> row.exponentials()[j] / row.sum());
  }

  @Override
  public Tensor logSoftmax(Tensor x) {
    return ofRows("logSoftmax", x, SoftmaxRow::logarithm);
  }

  private interface RowFunction {
    double apply(SoftmaxRow row, int column);
  }

  private Tensor ofRows(String operation, Tensor x, RowFunction f) {
    Values in = storage(operation, x);
    Shape shape = Shapes.matrix(operation, x.shape());
    int n = shape.columns();
    Values out = allocate(shape.size());
    for (int i = 0; i < shape.rows(); i++) {
      SoftmaxRow row = SoftmaxRow.of(in, i, n);
      for (int j = 0; j < n; j++) {
        out.set(i * n + j, f.apply(row, j));
      }
    }
    return result(shape, out);
  }

  /** x − max x of one row, the exponentials of that, and their sum. */
  private record SoftmaxRow(double[] shifted, double[] exponentials, double sum) {
    static SoftmaxRow of(Values x, int row, int n) {
      double maximum = rowMaximum(x, row, n);
      double[] shifted = new double[n];
      double[] exponentials = new double[n];
      double sum = 0;
      for (int j = 0; j < n; j++) {
        shifted[j] = x.get(row * n + j) - maximum;
        exponentials[j] = StrictMath.exp(shifted[j]);
        sum += exponentials[j];
      }
      return new SoftmaxRow(shifted, exponentials, sum);
    }

    double logarithm(int column) {
      return shifted[column] - StrictMath.log(sum);
    }
  }

  @Override
  public Tensor softmaxGrad(Tensor y, Tensor dy) {
    Values outputs = storage("softmaxGrad", y);
    Values gradients = storage("softmaxGrad", dy);
    Shape shape = Shapes.same("softmaxGrad", Shapes.matrix("softmaxGrad", y.shape()), dy.shape());
    int n = shape.columns();
    Values out = allocate(shape.size());
    for (int i = 0; i < shape.rows(); i++) {
      double dot = 0;
      for (int j = 0; j < n; j++) {
        dot += gradients.get(i * n + j) * outputs.get(i * n + j);
      }
      for (int j = 0; j < n; j++) {
        out.set(i * n + j, outputs.get(i * n + j) * (gradients.get(i * n + j) - dot));
      }
    }
    return result(shape, out);
  }

  @Override
  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
    Values x = storage("softmaxCrossEntropy", logits);
    Shapes.labels("softmaxCrossEntropy", logits.shape(), labels);
    return softmaxCrossEntropy(x, logits.shape(), (row, column) -> labels[row] == column ? 1 : 0);
  }

  @Override
  public LossAndGradient softmaxCrossEntropy(Tensor logits, Tensor targets) {
    Values x = storage("softmaxCrossEntropy", logits);
    Values t = storage("softmaxCrossEntropy", targets);
    Shapes.matrix("softmaxCrossEntropy", logits.shape());
    Shape shape = Shapes.same("softmaxCrossEntropy", logits.shape(), targets.shape());
    return softmaxCrossEntropy(x, shape, (row, column) -> t.get(row * shape.columns() + column));
  }

  private interface TargetProbability {
    double at(int row, int column);
  }

  private LossAndGradient softmaxCrossEntropy(Values x, Shape shape, TargetProbability target) {
    int m = shape.rows();
    int n = shape.columns();
    double loss = 0;
    Values gradient = allocate(shape.size());
    for (int i = 0; i < m; i++) {
      SoftmaxRow row = SoftmaxRow.of(x, i, n);
      double targetSum = 0;
      for (int j = 0; j < n; j++) {
        double t = target.at(i, j);
        targetSum += t;
        if (t != 0) { // 0·ln 0 is 0
          loss -= t * row.logarithm(j);
        }
      }
      for (int j = 0; j < n; j++) {
        double p = row.exponentials()[j] / row.sum();
        gradient.set(i * n + j, (p * targetSum - target.at(i, j)) / m);
      }
    }
    return new LossAndGradient(loss / m, result(shape, gradient));
  }

  @Override
  public void momentumInPlace(
      Tensor target, Tensor velocity, Tensor gradient, double momentum, double rate) {
    Values w = written("momentumInPlace", target, gradient);
    Values v = written("momentumInPlace", velocity, gradient);
    Values g = storage("momentumInPlace", gradient);
    for (int i = 0; i < gradient.shape().size(); i++) {
      v.set(i, rounded(momentum) * v.get(i) + g.get(i));
      w.set(i, w.get(i) - rounded(rate) * v.get(i));
    }
  }

  @Override
  public void adamInPlace(
      Tensor target, Tensor mean, Tensor square, Tensor gradient, AdamStep step) {
    Values w = written("adamInPlace", target, gradient);
    Values m = written("adamInPlace", mean, gradient);
    Values v = written("adamInPlace", square, gradient);
    Values g = storage("adamInPlace", gradient);
    for (int i = 0; i < gradient.shape().size(); i++) {
      double gi = g.get(i);
      m.set(i, rounded(step.beta1()) * m.get(i) + rounded(1 - step.beta1()) * gi);
      v.set(i, rounded(step.beta2()) * v.get(i) + rounded(1 - step.beta2()) * gi * gi);
      double root = rounded(step.rootScale()) * Math.sqrt(v.get(i)) + rounded(step.epsilon());
      w.set(i, rounded(step.keep()) * w.get(i) - rounded(step.rate()) * m.get(i) / root);
    }
  }

  @Override
  public double sum(Tensor a) {
    Values in = storage("sum", a);
    double sum = 0;
    for (int i = 0; i < a.shape().size(); i++) {
      sum += in.get(i);
    }
    return sum;
  }
}
