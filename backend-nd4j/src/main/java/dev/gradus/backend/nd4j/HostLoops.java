package dev.gradus.backend.nd4j;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps.Binary;
import dev.gradus.tensor.KernelOps.Unary;
import dev.gradus.tensor.Shapes.Broadcast;
import java.nio.Buffer;

/**
 * The kernels that run as Java loops over the numbers of an array: those that ND4J computes
 * otherwise than specified (NaN, ties, digits near 0), and all small ones, because a call into ND4J
 * costs more than a loop over some ten thousand elements.
 *
 * <p>Arguments as in {@link dev.gradus.tensor.KernelOps}; only absolute positions of the buffers
 * are used. Without state, safe for many threads.
 *
 * @param <B> the buffers of one precision
 */
abstract class HostLoops<B extends Buffer> {
  /** Each subclass overrides the one of its own format, to which the other converts. */
  void store(float[] values, B out) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    store(wide, out);
  }

  void store(double[] values, B out) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    store(rounded, out);
  }

  /** Each subclass overrides the one of its own format, from which the other converts. */
  void load(B a, float[] out) {
    double[] wide = new double[out.length];
    load(a, wide);
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) wide[i];
    }
  }

  void load(B a, double[] out) {
    float[] narrow = new float[out.length];
    load(a, narrow);
    for (int i = 0; i < out.length; i++) {
      out[i] = narrow[i];
    }
  }

  abstract void fill(B out, double value, int size);

  /** ADD_SCALAR, SCALE, MAX, SQRT, TANH, EXPM1 and LOG1P. */
  abstract void unary(Unary function, double c, B a, B out, int size);

  abstract void binary(
      Binary function, B a, B b, Broadcast broadcast, B out, int rows, int columns);

  abstract void select(B c, B a, B b, Broadcast broadcast, B out, int rows, int columns);

  abstract void columnSums(B a, B out, int rows, int columns);

  abstract void rowSums(B a, B out, int rows, int columns);

  abstract void rowMaxima(B a, B out, int rows, int columns);

  abstract void rowArgMax(B a, int[] out, int rows, int columns);

  abstract void gatherRows(B a, int[] rows, B out, int columns);

  abstract void scatterAddRows(B a, int[] rows, B out, int rowCount, int columns);

  abstract void gatherColumns(B a, IndexMap map, B out, int rows);

  abstract void scatterAddColumns(B a, IndexMap map, B out, int rows);

  abstract void update(B target, double keep, double factor, B delta, int size);

  /**
   * The mean cross-entropy of the rows' softmax against one label each.
   *
   * @param gradient written: (softmax − onehot) / rows
   * @return the loss
   */
  abstract double softmaxCrossEntropy(B logits, int[] labels, B gradient, int rows, int columns);
}
