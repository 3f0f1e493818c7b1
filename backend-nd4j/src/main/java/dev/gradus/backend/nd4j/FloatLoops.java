package dev.gradus.backend.nd4j;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps.Binary;
import dev.gradus.tensor.KernelOps.Unary;
import dev.gradus.tensor.Shapes.Broadcast;
import java.nio.FloatBuffer;

/** {@link HostLoops} over f32. Sums are taken in f64 and rounded once. */
final class FloatLoops extends HostLoops<FloatBuffer> {
  private static float round(double value) {
    return (float) value; // f64: return value;
  }

  @Override
  void store(float[] values, FloatBuffer z) {
    z.put(0, values);
  }

  @Override
  void load(FloatBuffer x, float[] values) {
    x.get(0, values);
  }

  @Override
  void fill(FloatBuffer z, double value, int size) {
    float rounded = round(value);
    for (int i = 0; i < size; i++) {
      z.put(i, rounded);
    }
  }

  @Override
  void unary(Unary function, double c, FloatBuffer x, FloatBuffer z, int size) {
    FloatArithmetic.unary(function, round(c), x, z, size);
  }

  @Override
  void binary(
      Binary function,
      FloatBuffer x,
      FloatBuffer y,
      Broadcast broadcast,
      FloatBuffer z,
      int rows,
      int columns) {
    switch (broadcast) {
      case SAME -> FloatArithmetic.elements(function, x, 0, y, z, rows * columns);
      case ELEMENT -> FloatArithmetic.constant(function, x, 0, y.get(0), z, rows * columns);
      case ROW -> {
        for (int i = 0; i < rows; i++) {
          FloatArithmetic.elements(function, x, i * columns, y, z, columns);
        }
      }
      case COLUMN -> {
        for (int i = 0; i < rows; i++) {
          FloatArithmetic.constant(function, x, i * columns, y.get(i), z, columns);
        }
      }
    }
  }

  @Override
  void select(
      FloatBuffer condition,
      FloatBuffer x,
      FloatBuffer y,
      Broadcast broadcast,
      FloatBuffer z,
      int rows,
      int columns) {
    int perRow = broadcast == Broadcast.SAME ? columns : broadcast == Broadcast.COLUMN ? 1 : 0;
    int perColumn = broadcast == Broadcast.SAME || broadcast == Broadcast.ROW ? 1 : 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = i * columns + j;
        float other = y.get(i * perRow + j * perColumn);
        z.put(at, condition.get(at) > 0 ? x.get(at) : other);
      }
    }
  }

  @Override
  void columnSums(FloatBuffer x, FloatBuffer z, int rows, int columns) {
    double[] sums = new double[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        sums[j] += x.get(i * columns + j);
      }
    }
    for (int j = 0; j < columns; j++) {
      z.put(j, round(sums[j]));
    }
  }

  @Override
  void rowSums(FloatBuffer x, FloatBuffer z, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      z.put(i, round(sum(x, i * columns, (i + 1) * columns)));
    }
  }

  /** Four sums side by side: one alone would wait for each addition to finish. */
  private static double sum(FloatBuffer x, int from, int to) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int j = from;
    for (; j + 3 < to; j += 4) {
      first += x.get(j);
      second += x.get(j + 1);
      third += x.get(j + 2);
      fourth += x.get(j + 3);
    }
    double sum = (first + second) + (third + fourth);
    for (; j < to; j++) {
      sum += x.get(j);
    }
    return sum;
  }

  @Override
  void rowMaxima(FloatBuffer x, FloatBuffer z, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      z.put(i, rowMaximum(x, i, columns));
    }
  }

  private static float rowMaximum(FloatBuffer x, int row, int columns) {
    float maximum = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      maximum = Math.max(maximum, x.get(row * columns + j)); // NaN once, NaN for good
    }
    return maximum;
  }

  @Override
  void rowArgMax(FloatBuffer x, int[] out, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int best = 0;
      for (int j = 0; j < columns; j++) {
        float value = x.get(i * columns + j);
        if (Float.isNaN(value)) {
          best = j;
          break;
        }
        if (value > x.get(i * columns + best)) {
          best = j;
        }
      }
      out[i] = best;
    }
  }

  @Override
  void gatherRows(FloatBuffer x, int[] rows, FloatBuffer z, int columns) {
    for (int i = 0; i < rows.length; i++) {
      z.put(i * columns, x, rows[i] * columns, columns);
    }
  }

  @Override
  void scatterAddRows(FloatBuffer x, int[] rows, FloatBuffer z, int rowCount, int columns) {
    fill(z, 0, rowCount * columns);
    for (int i = 0; i < rows.length; i++) {
      int to = rows[i] * columns;
      for (int j = 0; j < columns; j++) {
        z.put(to + j, z.get(to + j) + x.get(i * columns + j));
      }
    }
  }

  @Override
  void gatherColumns(FloatBuffer x, IndexMap map, FloatBuffer z, int rows) {
    int columns = map.length();
    for (int i = 0; i < rows; i++) {
      int from = i * map.sourceColumns();
      for (int j = 0; j < columns; j++) {
        int source = map.source(j);
        z.put(i * columns + j, source == IndexMap.ABSENT ? 0 : x.get(from + source));
      }
    }
  }

  @Override
  void scatterAddColumns(FloatBuffer x, IndexMap map, FloatBuffer z, int rows) {
    int columns = map.length();
    fill(z, 0, rows * map.sourceColumns());
    for (int i = 0; i < rows; i++) {
      int to = i * map.sourceColumns();
      for (int j = 0; j < columns; j++) {
        int source = map.source(j);
        if (source != IndexMap.ABSENT) {
          z.put(to + source, z.get(to + source) + x.get(i * columns + j));
        }
      }
    }
  }

  @Override
  void update(FloatBuffer t, double keep, double factor, FloatBuffer d, int size) {
    float kept = round(keep);
    float added = round(factor);
    if (kept == 0) {
      for (int i = 0; i < size; i++) {
        t.put(i, added * d.get(i));
      }
    } else {
      for (int i = 0; i < size; i++) {
        t.put(i, kept * t.get(i) + added * d.get(i));
      }
    }
  }

  @Override
  double softmaxCrossEntropy(FloatBuffer x, int[] labels, FloatBuffer z, int rows, int columns) {
    double[] exponentials = new double[columns];
    double loss = 0;
    for (int i = 0; i < rows; i++) {
      double maximum = rowMaximum(x, i, columns);
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        exponentials[j] = Math.exp(x.get(i * columns + j) - maximum);
        sum += exponentials[j];
      }
      loss += Math.log(sum) - (x.get(i * columns + labels[i]) - maximum);
      for (int j = 0; j < columns; j++) {
        double oneHot = j == labels[i] ? 1 : 0;
        z.put(i * columns + j, round((exponentials[j] / sum - oneHot) / rows));
      }
    }
    return loss / rows;
  }
}
