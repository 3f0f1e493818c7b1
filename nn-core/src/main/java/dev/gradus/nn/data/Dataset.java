package dev.gradus.nn.data;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Samples with their targets, on the host. Implementations are safe for reading by many threads.
 *
 * <p>Own data needs four methods; see {@link LabelledArrays} for the shortest complete example.
 */
public interface Dataset {
  /**
   * The number of samples.
   *
   * @return at least 1
   */
  int size();

  /**
   * The shape of one sample, without the batch axis.
   *
   * @return such as {@code [784]} or {@code [1, 28, 28]}
   */
  Shape sampleShape();

  /**
   * Copies one sample.
   *
   * @param sample 0 to size − 1
   * @param out written from {@code offset} on
   * @param offset where the sample starts
   */
  void read(int sample, double[] out, int offset);

  /**
   * Copies one sample, rounded to {@code float}. Overridden where the data lie as bytes or floats.
   *
   * @param sample 0 to size − 1
   * @param out written from {@code offset} on
   * @param offset where the sample starts
   */
  default void read(int sample, float[] out, int offset) {
    double[] values = new double[sampleShape().size()];
    read(sample, values, 0);
    for (int i = 0; i < values.length; i++) {
      out[offset + i] = (float) values[i];
    }
  }

  /**
   * Some samples as a batch. Overridden where the operations can take them from where they lie,
   * without a copy in between.
   *
   * @param ops makes the tensor
   * @param samples 0 to size − 1 each, at least one; not modified
   * @param buffer to pass them through; any content
   * @return {@code [samples.length, …]}, in this order
   */
  default Tensor inputs(TensorOps ops, int[] samples, HostBuffer buffer) {
    Shape shape = sampleShape().batch(samples.length);
    return ops.precision() == Precision.F32
        ? ops.tensor(shape, buffer.floats(this, samples))
        : ops.tensor(shape, buffer.doubles(this, samples));
  }

  /**
   * The samples as one epoch of training sees them. Overridden by data that differ from epoch to
   * epoch, such as {@link AugmentedImages}, and by what stands between them and the training.
   *
   * @param epoch 0, 1, 2, …
   * @return as many samples of the same shape and targets; the same bits for the same epoch
   */
  default Dataset epoch(long epoch) {
    return this;
  }

  /**
   * The targets of some samples.
   *
   * @param ops makes tensors, where the targets are values
   * @param samples 0 to size − 1 each; not modified
   * @return their targets, in this order
   */
  Target targets(TensorOps ops, int[] samples);
}
