package dev.gradus.nn.data;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/** Fills one reused host buffer with samples and makes a batch of it. For one thread. */
public final class BatchLoader {
  private final TensorOps ops;
  private final Dataset data;
  private float[] floats = {};
  private double[] doubles = {};

  /**
   * A loader.
   *
   * @param ops makes the tensors
   * @param data the samples
   */
  public BatchLoader(TensorOps ops, Dataset data) {
    this.ops = ops;
    this.data = data;
  }

  /**
   * Loads some samples.
   *
   * @param samples indices, at least one; not modified
   * @return the batch
   */
  public Batch load(int[] samples) {
    return new Batch(inputs(samples), data.targets(ops, samples));
  }

  private Tensor inputs(int[] samples) {
    int length = data.sampleShape().size();
    Shape shape = batched(samples.length, data.sampleShape());
    if (ops.precision() == Precision.F32) {
      floats = floats.length == shape.size() ? floats : new float[shape.size()];
      for (int i = 0; i < samples.length; i++) {
        data.read(samples[i], floats, i * length);
      }
      return ops.tensor(shape, floats);
    }
    doubles = doubles.length == shape.size() ? doubles : new double[shape.size()];
    for (int i = 0; i < samples.length; i++) {
      data.read(samples[i], doubles, i * length);
    }
    return ops.tensor(shape, doubles);
  }

  private static Shape batched(int samples, Shape sample) {
    int[] extents = new int[sample.rank() + 1];
    extents[0] = samples;
    for (int axis = 0; axis < sample.rank(); axis++) {
      extents[axis + 1] = sample.extent(axis);
    }
    return Shape.of(extents);
  }
}
