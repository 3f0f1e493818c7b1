package dev.gradus.backend.nd4j;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps.Binary;
import dev.gradus.tensor.KernelOps.Unary;
import dev.gradus.tensor.Shapes.Broadcast;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link HostLoops} over f32. Sums are taken in f64 and rounded once. */
final class FloatLoops extends HostLoops {
  private final boolean direct;

  /**
   * The loops.
   *
   * @param direct whether arrays lie in memory that the processor reads; else they are copied from
   *     and to the device around each loop
   */
  FloatLoops(boolean direct) {
    this.direct = direct;
  }

  private FloatBuffer read(INDArray a) {
    return direct ? memory(a) : FloatBuffer.wrap(a.data().asFloat());
  }

  private FloatBuffer blank(INDArray out) {
    return direct ? memory(out) : FloatBuffer.allocate((int) out.length());
  }

  private void written(FloatBuffer values, INDArray out) {
    if (!direct) {
      out.data().setData(values.array());
    }
  }

  private static FloatBuffer memory(INDArray a) {
    return ((FloatPointer) a.data().pointer()).asBuffer();
  }

  private static float round(double value) {
    return (float) value; // f64: return value;
  }

  @Override
  void store(float[] values, INDArray out) {
    if (direct) {
      memory(out).put(0, values);
    } else {
      out.data().setData(values);
    }
  }

  @Override
  void load(INDArray a, float[] out) {
    read(a).get(0, out);
  }

  @Override
  void fill(INDArray out, double value, int size) {
    FloatBuffer z = blank(out);
    fill(z, round(value), size);
    written(z, out);
  }

  private static void fill(FloatBuffer z, float value, int size) {
    for (int i = 0; i < size; i++) {
      z.put(i, value);
    }
  }

  @Override
  void unary(Unary function, double c, INDArray a, INDArray out, int size) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
    float constant = round(c);
    switch (function) {
      case ADD_SCALAR -> {
        for (int i = 0; i < size; i++) {
          z.put(i, x.get(i) + constant);
        }
      }
      case SCALE -> {
        for (int i = 0; i < size; i++) {
          z.put(i, x.get(i) * constant);
        }
      }
      case MAX -> {
        for (int i = 0; i < size; i++) {
          z.put(i, Math.max(x.get(i), constant));
        }
      }
      case SQRT -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.sqrt(x.get(i))));
        }
      }
      case TANH -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.tanh(x.get(i))));
        }
      }
      case EXPM1 -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.expm1(x.get(i))));
        }
      }
      case LOG1P -> {
        for (int i = 0; i < size; i++) {
          z.put(i, round(Math.log1p(x.get(i))));
        }
      }
      default -> throw new IllegalArgumentException("unary: no loop for " + function);
    }
    written(z, out);
  }

  @Override
  void binary(
      Binary function,
      INDArray a,
      INDArray b,
      Broadcast broadcast,
      INDArray out,
      int rows,
      int columns) {
    FloatBuffer x = read(a);
    FloatBuffer y = read(b);
    FloatBuffer z = blank(out);
    switch (broadcast) {
      case SAME -> elements(function, x, 0, y, z, rows * columns);
      case ELEMENT -> constant(function, x, 0, y.get(0), z, rows * columns);
      case ROW -> {
        for (int i = 0; i < rows; i++) {
          elements(function, x, i * columns, y, z, columns);
        }
      }
      case COLUMN -> {
        for (int i = 0; i < rows; i++) {
          constant(function, x, i * columns, y.get(i), z, columns);
        }
      }
    }
    written(z, out);
  }

  private static void elements(
      Binary function, FloatBuffer x, int at, FloatBuffer y, FloatBuffer z, int size) {
    switch (function) {
      case ADD -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) + y.get(j));
        }
      }
      case SUB -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) - y.get(j));
        }
      }
      case MUL -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) * y.get(j));
        }
      }
      case DIV -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) / y.get(j));
        }
      }
    }
  }

  private static void constant(
      Binary function, FloatBuffer x, int at, float y, FloatBuffer z, int size) {
    switch (function) {
      case ADD -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) + y);
        }
      }
      case SUB -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) - y);
        }
      }
      case MUL -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) * y);
        }
      }
      case DIV -> {
        for (int j = 0; j < size; j++) {
          z.put(at + j, x.get(at + j) / y);
        }
      }
    }
  }

  @Override
  void select(
      INDArray c,
      INDArray a,
      INDArray b,
      Broadcast broadcast,
      INDArray out,
      int rows,
      int columns) {
    FloatBuffer condition = read(c);
    FloatBuffer x = read(a);
    FloatBuffer y = read(b);
    FloatBuffer z = blank(out);
    int perRow = broadcast == Broadcast.SAME ? columns : broadcast == Broadcast.COLUMN ? 1 : 0;
    int perColumn = broadcast == Broadcast.SAME || broadcast == Broadcast.ROW ? 1 : 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = i * columns + j;
        float other = y.get(i * perRow + j * perColumn);
        z.put(at, condition.get(at) > 0 ? x.get(at) : other);
      }
    }
    written(z, out);
  }

  @Override
  void columnSums(INDArray a, INDArray out, int rows, int columns) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
    double[] sums = new double[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        sums[j] += x.get(i * columns + j);
      }
    }
    for (int j = 0; j < columns; j++) {
      z.put(j, round(sums[j]));
    }
    written(z, out);
  }

  @Override
  void rowSums(INDArray a, INDArray out, int rows, int columns) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
    for (int i = 0; i < rows; i++) {
      z.put(i, round(sum(x, i * columns, (i + 1) * columns)));
    }
    written(z, out);
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
  void rowMaxima(INDArray a, INDArray out, int rows, int columns) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
    for (int i = 0; i < rows; i++) {
      z.put(i, rowMaximum(x, i, columns));
    }
    written(z, out);
  }

  private static float rowMaximum(FloatBuffer x, int row, int columns) {
    float maximum = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      maximum = Math.max(maximum, x.get(row * columns + j)); // NaN once, NaN for good
    }
    return maximum;
  }

  @Override
  void rowArgMax(INDArray a, int[] out, int rows, int columns) {
    FloatBuffer x = read(a);
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
  void gatherRows(INDArray a, int[] rows, INDArray out, int columns) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
    for (int i = 0; i < rows.length; i++) {
      z.put(i * columns, x, rows[i] * columns, columns);
    }
    written(z, out);
  }

  @Override
  void scatterAddRows(INDArray a, int[] rows, INDArray out, int rowCount, int columns) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
    fill(z, 0, rowCount * columns);
    for (int i = 0; i < rows.length; i++) {
      int to = rows[i] * columns;
      for (int j = 0; j < columns; j++) {
        z.put(to + j, z.get(to + j) + x.get(i * columns + j));
      }
    }
    written(z, out);
  }

  @Override
  void gatherColumns(INDArray a, IndexMap map, INDArray out, int rows) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
    int columns = map.length();
    for (int i = 0; i < rows; i++) {
      int from = i * map.sourceColumns();
      for (int j = 0; j < columns; j++) {
        int source = map.source(j);
        z.put(i * columns + j, source == IndexMap.ABSENT ? 0 : x.get(from + source));
      }
    }
    written(z, out);
  }

  @Override
  void scatterAddColumns(INDArray a, IndexMap map, INDArray out, int rows) {
    FloatBuffer x = read(a);
    FloatBuffer z = blank(out);
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
    written(z, out);
  }

  @Override
  void update(INDArray target, double keep, double factor, INDArray delta, int size) {
    FloatBuffer t = read(target);
    FloatBuffer d = read(delta);
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
    written(t, target);
  }

  @Override
  double softmaxCrossEntropy(
      INDArray logits, int[] labels, INDArray gradient, int rows, int columns) {
    FloatBuffer x = read(logits);
    FloatBuffer z = blank(gradient);
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
    written(z, gradient);
    return loss / rows;
  }
}
