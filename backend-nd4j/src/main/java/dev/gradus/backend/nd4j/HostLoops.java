package dev.gradus.backend.nd4j;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.KernelOps.Binary;
import dev.gradus.tensor.KernelOps.Unary;
import dev.gradus.tensor.Shapes.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The kernels that run as Java loops over the memory of an {@link INDArray}: those that ND4J
 * computes otherwise than specified (NaN, ties, digits near 0), and all small ones, because a call
 * into ND4J costs more than a loop over some ten thousand elements.
 *
 * <p>Arguments as in {@link dev.gradus.tensor.KernelOps}. Without state, safe for many threads.
 */
abstract class HostLoops {
  /** Each subclass overrides the one of its own format, to which the other converts. */
  void store(float[] values, INDArray out) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    store(wide, out);
  }

  void store(double[] values, INDArray out) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    store(rounded, out);
  }

  /** Each subclass overrides the one of its own format, from which the other converts. */
  void load(INDArray a, float[] out) {
    double[] wide = new double[out.length];
    load(a, wide);
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) wide[i];
    }
  }

  void load(INDArray a, double[] out) {
    float[] narrow = new float[out.length];
    load(a, narrow);
    for (int i = 0; i < out.length; i++) {
      out[i] = narrow[i];
    }
  }

  abstract void fill(INDArray out, double value, int size);

  /** ADD_SCALAR, SCALE, MAX, SQRT, TANH, EXPM1 and LOG1P. */
  abstract void unary(Unary function, double c, INDArray a, INDArray out, int size);

  /** {@code out} may be {@code a}. */
  abstract void binary(
      Binary function,
      INDArray a,
      INDArray b,
      Broadcast broadcast,
      INDArray out,
      int rows,
      int columns);

  abstract void select(
      INDArray c, INDArray a, INDArray b, Broadcast broadcast, INDArray out, int rows, int columns);

  abstract void columnSums(INDArray a, INDArray out, int rows, int columns);

  abstract void rowSums(INDArray a, INDArray out, int rows, int columns);

  abstract void rowMaxima(INDArray a, INDArray out, int rows, int columns);

  abstract void rowArgMax(INDArray a, int[] out, int rows, int columns);

  abstract void gatherRows(INDArray a, int[] rows, INDArray out, int columns);

  abstract void scatterAddRows(INDArray a, int[] rows, INDArray out, int rowCount, int columns);

  abstract void gatherColumns(INDArray a, IndexMap map, INDArray out, int rows);

  abstract void scatterAddColumns(INDArray a, IndexMap map, INDArray out, int rows);

  abstract void update(INDArray target, double keep, double factor, INDArray delta, int size);

  /**
   * The mean cross-entropy of the rows' softmax against one label each.
   *
   * @param gradient written: (softmax − onehot) / rows
   * @return the loss
   */
  abstract double softmaxCrossEntropy(
      INDArray logits, int[] labels, INDArray gradient, int rows, int columns);
}
