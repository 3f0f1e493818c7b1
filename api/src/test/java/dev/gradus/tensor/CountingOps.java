package dev.gradus.tensor;

import dev.gradus.tensor.Shapes.Broadcast;

/** Just enough of a backend to see which storage comes back. */
final class CountingOps extends KernelOps<double[]> {
  int recycled;

  CountingOps() {
    super("counting", Precision.F64);
  }

  @Override
  protected double[] allocate(int size) {
    return new double[size];
  }

  @Override
  protected void recycle(double[] storage) {
    recycled++;
  }

  @Override
  protected void store(double[] values, double[] out) {
    System.arraycopy(values, 0, out, 0, values.length);
  }

  @Override
  protected void load(double[] a, double[] out) {
    System.arraycopy(a, 0, out, 0, out.length);
  }

  @Override
  protected void fill(double[] out, double value, int size) {
    java.util.Arrays.fill(out, value);
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
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] + b[i];
    }
  }

  @Override
  protected void store(float[] values, double[] out) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void load(double[] a, float[] out) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void matmul(
      double[] a, boolean transA, double[] b, boolean transB, double[] out, int m, int n, int k) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void unary(Unary function, double c, double[] a, double[] out, int size) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  @Override
  protected void columnSums(double[] a, double[] out, int rows, int columns) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void rowSums(double[] a, double[] out, int rows, int columns) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void rowMaxima(double[] a, double[] out, int rows, int columns) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void rowArgMax(double[] a, int[] out, int rows, int columns) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void gatherRows(double[] a, int[] rows, double[] out, int columns) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void scatterAddRows(double[] a, int[] rows, double[] out, int rowCount, int columns) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void gatherColumns(double[] a, IndexMap map, double[] out, int rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void scatterAddColumns(double[] a, IndexMap map, double[] out, int rows) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void update(double[] target, double keep, double factor, double[] delta, int size) {
    throw new UnsupportedOperationException();
  }
}
