package dev.gradus.nn.init;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Shape;

/**
 * Orthonormal rows, or columns where there are more rows than columns, times a gain: what the
 * modified Gram-Schmidt process makes of normally distributed numbers. It runs twice, because once
 * leaves vectors that are orthogonal but for the condition of what was drawn.
 */
record Orthogonal(double gain) implements Initializer {
  @Override
  public double[] values(Shape shape, RandomSource random) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "orthogonal: expected a weight of rank 2 at least, got " + shape);
    }
    int rows = shape.extent(0);
    int columns = shape.size() / rows;
    boolean byRow = rows <= columns;
    double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
    for (int k = 0; k < vectors.length; k++) {
      for (int i = 0; i < vectors[k].length; i++) {
        vectors[k][i] = random.normal(byRow ? (long) k * columns + i : (long) i * columns + k);
      }
    }
    orthonormalize(vectors);
    double[] values = new double[shape.size()];
    for (int at = 0; at < values.length; at++) {
      int row = at / columns;
      int column = at % columns;
      values[at] = gain * (byRow ? vectors[row][column] : vectors[column][row]);
    }
    return values;
  }

  private static void orthonormalize(double[][] vectors) {
    for (int k = 0; k < vectors.length; k++) {
      for (int round = 0; round < 2; round++) {
        for (int j = 0; j < k; j++) {
          add(vectors[k], -dot(vectors[j], vectors[k]), vectors[j]);
        }
      }
      double norm = Math.sqrt(dot(vectors[k], vectors[k]));
      for (int i = 0; i < vectors[k].length; i++) {
        vectors[k][i] /= norm;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] from) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }
}
