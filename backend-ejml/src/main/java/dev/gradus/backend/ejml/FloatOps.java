package dev.gradus.backend.ejml;

import dev.gradus.backend.ArrayPool;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;

/**
 * The f32 kernels.
 *
 * <p>The {@code Double*} classes are generated from the {@code Float*} ones at build time.
 */
final class FloatOps extends HeapOps<float[]> {
  /** The most bytes of arrays kept to be used again. */
  private static final long POOL_BYTES = 64L << 20;

  private final FloatProduct product;

  FloatOps(String backend, int threads) {
    super(
        backend,
        Precision.F32,
        threads,
        new ArrayPool<>(float[]::new, array -> array.length, POOL_BYTES / Precision.F32.bytes()));
    this.product = new FloatProduct(pool, workers);
  }

  @Override
  public void close() {
    super.close();
    product.clear();
  }

  @Override
  protected void fill(float[] out, double value, int size) {
    Arrays.fill(out, 0, size, FloatElements.rounded(value));
  }

  @Override
  protected void matmul(
      float[] a, boolean transA, float[] b, boolean transB, float[] out, int m, int n, int k) {
    product.multiply(a, transA, b, transB, out, m, n, k);
  }

  @Override
  protected void unary(Unary function, double c, float[] a, float[] out, int size) {
    FloatElements.unary(function, FloatElements.rounded(c), a, out, size);
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
    FloatElements.binary(function, a, b, broadcast, out, rows, columns);
  }

  @Override
  protected void select(
      float[] c, float[] a, float[] b, Broadcast broadcast, float[] out, int rows, int columns) {
    FloatElements.select(c, a, b, broadcast, out, rows, columns);
  }

  @Override
  protected void columnSums(float[] a, float[] out, int rows, int columns) {
    FloatReductions.columnSums(a, out, rows, columns);
  }

  @Override
  protected void rowSums(float[] a, float[] out, int rows, int columns) {
    FloatReductions.rowSums(a, out, rows, columns);
  }

  @Override
  protected void rowMaxima(float[] a, float[] out, int rows, int columns) {
    FloatReductions.rowMaxima(a, out, rows, columns);
  }

  @Override
  protected void rowArgMax(float[] a, int[] out, int rows, int columns) {
    FloatReductions.rowArgMax(a, out, rows, columns);
  }

  @Override
  protected void gatherRows(float[] a, int[] rows, float[] out, int columns) {
    FloatGathers.gatherRows(a, rows, out, columns);
  }

  @Override
  protected void scatterAddRows(float[] a, int[] rows, float[] out, int rowCount, int columns) {
    FloatGathers.scatterAddRows(a, rows, out, rowCount, columns);
  }

  @Override
  protected void gatherColumns(float[] a, IndexMap map, float[] out, int rows) {
    FloatGathers.gatherColumns(a, map, out, rows);
  }

  @Override
  protected void scatterAddColumns(float[] a, IndexMap map, float[] out, int rows) {
    FloatGathers.scatterAddColumns(a, map, out, rows);
  }

  @Override
  protected void update(float[] target, double keep, double factor, float[] delta, int size) {
    FloatElements.update(
        target, FloatElements.rounded(keep), FloatElements.rounded(factor), delta, size);
  }

  // ---- fused forms ----

  @Override
  public Tensor affine(Tensor x, Tensor w, Tensor b) {
    float[] in = storage("affine", x);
    float[] weights = storage("affine", w);
    float[] bias = storage("affine", b);
    Shape shape = Shapes.affine(x.shape(), w.shape(), b.shape());
    int m = shape.rows();
    int n = shape.columns();
    float[] out = allocate(shape.size());
    product.multiply(in, false, weights, true, out, m, n, x.shape().columns());
    FloatElements.binary(Binary.ADD, out, bias, Broadcast.ROW, out, m, n);
    return result(shape, out);
  }

  @Override
  public Tensor reluGrad(Tensor y, Tensor dy) {
    float[] outputs = storage("reluGrad", y);
    float[] gradients = storage("reluGrad", dy);
    Shape shape = Shapes.same("reluGrad", y.shape(), dy.shape());
    float[] out = allocate(shape.size());
    for (int i = 0; i < out.length; i++) {
      out[i] = outputs[i] > 0 ? gradients[i] : 0;
    }
    return result(shape, out);
  }

  @Override
  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
    float[] x = storage("softmaxCrossEntropy", logits);
    Shape shape = logits.shape();
    Shapes.labels("softmaxCrossEntropy", shape, labels);
    float[] gradient = allocate(shape.size());
    double loss = FloatReductions.softmaxCrossEntropy(x, labels, gradient, shape.columns());
    return new LossAndGradient(loss, result(shape, gradient));
  }
}
