package dev.gradus.nn.data;

import dev.gradus.tensor.TensorOps;

/** Makes batches of samples, through one reused buffer where they need one. For one thread. */
public final class BatchLoader {
  private final TensorOps ops;
  private final Dataset data;
  private final HostBuffer buffer = new HostBuffer();

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
    return new Batch(data.inputs(ops, samples, buffer), data.targets(ops, samples));
  }
}
