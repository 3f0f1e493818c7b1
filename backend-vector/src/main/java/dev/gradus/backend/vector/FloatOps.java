package dev.gradus.backend.vector;

import dev.gradus.backend.ArrayPool;
import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/** The f32 operations: every kernel, split over the workers. */
final class FloatOps extends ArrayOps<float[]> {
  private static final long POOLED_BYTES = 64L << 20;

  /** Vectors of columns that one task sums. */
  private static final int COLUMN_VECTORS = 4;

  FloatOps(int threads) {
    super(
        Precision.F32,
        threads,
        new ArrayPool<>(float[]::new, array -> array.length, POOLED_BYTES / Float.BYTES));
  }

  @Override
  protected void fill(float[] out, double value, int size) {
    Arrays.fill(out, 0, size, F32Format.round(value));
  }

  // ---- arithmetic ----

  @Override
  protected void matmul(
      float[] a, boolean transA, float[] b, boolean transB, float[] out, int m, int n, int k) {
    if (transB && m <= FloatFewRows.MOST) {
      new FloatFewRows(a, b, out, m, n, k).compute(splitter, pool);
    } else if (transB && FloatDotProducts.pay(n, k)) {
      new FloatDotProducts(a, b, out, m, n, k).compute(splitter, pool);
    } else if (transB && FloatTurnedProducts.pay(m, n, k)) {
      FloatTurnedProducts.compute(a, b, out, m, n, k, splitter, pool);
    } else {
      new FloatOuterProducts(a, transA, b, transB, out, m, n, k).compute(0, splitter, pool);
    }
  }

  @Override
  protected void unary(Unary function, double c, float[] a, float[] out, int size) {
    float constant = F32Format.round(c);
    splitter.elements(
        size, (from, to) -> FloatFunctions.apply(function, constant, a, out, from, to));
  }

  @Override
  protected void binary(
      Binary function,
      float[] a,
      float[] b,
      Broadcast broadcast,
      float[] out,
      int rows,
      int columns) {
    splitter.rows(
        rows,
        columns,
        (from, to) -> FloatArithmetic.binary(function, a, b, broadcast, out, from, to, columns));
  }

  @Override
  protected void select(
      float[] c, float[] a, float[] b, Broadcast broadcast, float[] out, int rows, int columns) {
    splitter.rows(
        rows,
        columns,
        (from, to) -> FloatArithmetic.select(c, a, b, broadcast, out, from, to, columns));
  }

  @Override
  protected void update(float[] target, double keep, double factor, float[] delta, int size) {
    float kept = F32Format.round(keep);
    float added = F32Format.round(factor);
    splitter.elements(
        size, (from, to) -> FloatArithmetic.update(target, kept, added, delta, from, to));
  }

  // ---- reductions ----

  @Override
  protected void columnSums(float[] a, float[] out, int rows, int columns) {
    int group = COLUMN_VECTORS * FloatLanes.LANES;
    splitter.tasks(
        Splitter.groups(columns, group),
        (long) rows * columns,
        task -> {
          int end = Math.min(columns, (task + 1) * group);
          FloatReductions.columnSums(a, columns, task * group, end, 0, rows, out, pool);
        });
  }

  @Override
  protected void rowSums(float[] a, float[] out, int rows, int columns) {
    splitter.rows(
        rows,
        columns,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            out[i] = FloatReductions.sum(a, i * columns, columns);
          }
        });
  }

  @Override
  protected void rowMaxima(float[] a, float[] out, int rows, int columns) {
    splitter.rows(
        rows,
        columns,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            out[i] = FloatReductions.maximum(a, i * columns, columns);
          }
        });
  }

  @Override
  protected void rowArgMax(float[] a, int[] out, int rows, int columns) {
    splitter.rows(
        rows,
        columns,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            out[i] = FloatReductions.indexOfMaximum(a, i * columns, columns);
          }
        });
  }

  // ---- gathers ----

  @Override
  protected void gatherRows(float[] a, int[] rows, float[] out, int columns) {
    splitter.rows(
        rows.length,
        columns,
        (from, to) -> FloatGathers.gatherRows(a, rows, out, columns, from, to));
  }

  @Override
  protected void scatterAddRows(float[] a, int[] rows, float[] out, int rowCount, int columns) {
    FloatGathers.scatterAddRows(a, rows, out, columns);
  }

  @Override
  protected void gatherColumns(float[] a, IndexMap map, float[] out, int rows) {
    splitter.rows(
        rows, map.length(), (from, to) -> FloatGathers.gatherColumns(a, map, out, from, to));
  }

  @Override
  protected void scatterAddColumns(float[] a, IndexMap map, float[] out, int rows) {
    splitter.rows(
        rows, map.length(), (from, to) -> FloatGathers.scatterAddColumns(a, map, out, from, to));
  }

  // ---- fused forms ----

  @Override
  public Tensor gatherBytes(byte[] bytes, Shape row, int[] rows, double divisor) {
    Shape shape = Shapes.gatherBytes(bytes.length, row, rows);
    float[] out = fresh(shape);
    float by = F32Format.round(divisor);
    int size = row.size();
    splitter.rows(
        rows.length, size, (from, to) -> FloatPixels.gather(bytes, rows, by, out, size, from, to));
    return result(shape, out);
  }

  @Override
  public Tensor affine(Tensor x, Tensor w, Tensor b) {
    return affine(x, w, b, FloatBias::add);
  }

  @Override
  public Tensor affineRelu(Tensor x, Tensor w, Tensor b) {
    return affine(x, w, b, FloatBias::addAndRectify);
  }

  /** What follows the product, in place. */
  private interface Bias {
    void apply(float[] out, float[] bias, int from, int to, int columns);
  }

  private Tensor affine(Tensor x, Tensor w, Tensor b, Bias bias) {
    float[] in = storage("affine", x);
    float[] weights = storage("affine", w);
    float[] offsets = storage("affine", b);
    Shape shape = Shapes.affine(x.shape(), w.shape(), b.shape());
    int m = shape.rows();
    int n = shape.columns();
    float[] out = allocate(shape.size());
    matmul(in, false, weights, true, out, m, n, x.shape().columns());
    splitter.rows(m, n, (from, to) -> bias.apply(out, offsets, from, to, n));
    return result(shape, out);
  }

  @Override
  public Tensor reluGrad(Tensor y, Tensor dy) {
    float[] outputs = storage("reluGrad", y);
    float[] gradients = storage("reluGrad", dy);
    Shape shape = Shapes.same("reluGrad", y.shape(), dy.shape());
    float[] out = allocate(shape.size());
    splitter.elements(
        shape.size(),
        (from, to) -> FloatArithmetic.select(outputs, gradients, 0, out, from, to - from));
    return result(shape, out);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    float[] in = storage("sigmoid", x);
    float[] out = allocate(x.shape().size());
    splitter.elements(x.shape().size(), (from, to) -> FloatFunctions.sigmoid(in, out, from, to));
    return result(x.shape(), out);
  }

  @Override
  public Tensor softmax(Tensor x) {
    float[] in = storage("softmax", x);
    Shape shape = Shapes.matrix("softmax", x.shape());
    int m = shape.rows();
    int n = shape.columns();
    float[] out = allocate(shape.size());
    splitter.rows(m, n, (from, to) -> FloatSoftmax.shift(in, out, from, to, n));
    unary(Unary.EXP, 0, out, out, shape.size());
    splitter.rows(m, n, (from, to) -> FloatSoftmax.normalize(out, from, to, n));
    return result(shape, out);
  }

  @Override
  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
    float[] in = storage("softmaxCrossEntropy", logits);
    Shape shape = logits.shape();
    Shapes.labels("softmaxCrossEntropy", shape, labels);
    int m = shape.rows();
    int n = shape.columns();
    float[] out = allocate(shape.size());
    float[] sums = allocate(m);
    splitter.rows(m, n, (from, to) -> FloatSoftmax.shift(in, out, from, to, n));
    double loss = 0; // Σ ln Σ exp(x − max) − (x − max)[label]
    for (int i = 0; i < m; i++) {
      loss -= out[i * n + labels[i]];
    }
    unary(Unary.EXP, 0, out, out, shape.size());
    splitter.rows(m, n, (from, to) -> FloatSoftmax.gradient(out, labels, sums, from, to, n));
    loss += FloatSoftmax.sumOfLogarithms(sums, m);
    recycle(sums);
    return new LossAndGradient(loss / m, result(shape, out));
  }

  // ---- updates ----

  @Override
  public void momentumInPlace(
      Tensor target, Tensor velocity, Tensor gradient, double momentum, double rate) {
    float[] w = written("momentumInPlace", target, gradient);
    float[] v = written("momentumInPlace", velocity, gradient);
    float[] g = storage("momentumInPlace", gradient);
    float kept = F32Format.round(momentum);
    float step = F32Format.round(rate);
    splitter.elements(
        gradient.shape().size(),
        (from, to) -> FloatOptimizers.momentum(w, v, g, kept, step, from, to));
  }

  @Override
  public void adamInPlace(
      Tensor target, Tensor mean, Tensor square, Tensor gradient, AdamStep step) {
    float[] w = written("adamInPlace", target, gradient);
    float[] m = written("adamInPlace", mean, gradient);
    float[] v = written("adamInPlace", square, gradient);
    float[] g = storage("adamInPlace", gradient);
    splitter.elements(
        gradient.shape().size(), (from, to) -> FloatOptimizers.adam(w, m, v, g, step, from, to));
  }
}
