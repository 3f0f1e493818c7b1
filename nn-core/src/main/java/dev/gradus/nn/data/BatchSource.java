package dev.gradus.nn.data;

import dev.gradus.tensor.TensorOps;

/**
 * The mini-batch of each step: a pure function of the step, whatever the timing, so that a resumed
 * training goes on with the same bits. For one thread; closing it stops its own thread, if it has
 * one.
 */
public interface BatchSource extends AutoCloseable {
  /**
   * The batch of one step. Asking for the steps in their order is fastest.
   *
   * @param step 0, 1, 2, …
   * @return a batch of the scope that is open
   */
  Batch batch(long step);

  /**
   * The steps that make an epoch.
   *
   * @return at least 1
   */
  int stepsPerEpoch();

  @Override
  void close();

  /**
   * Batches that are loaded when they are asked for.
   *
   * @param ops makes the tensors
   * @param data the samples; epochs see them as {@link Dataset#epoch} says
   * @param sampler says which samples make up the batch of a step; used by nobody else
   * @return the source
   */
  static BatchSource direct(TensorOps ops, Dataset data, Sampler sampler) {
    return new DirectBatches(ops, data, sampler);
  }

  /**
   * Batches whose samples are read ahead of the training, on a thread of their own: for data that
   * take time to read, such as {@link AugmentedImages}. The bits are those of {@link #direct}.
   *
   * @param ops makes the tensors, on the caller's thread
   * @param data the samples; epochs see them as {@link Dataset#epoch} says
   * @param sampler says which samples make up the batch of a step; used by nobody else
   * @param ahead how many batches are read ahead, at least 1; each takes the room of one
   * @return the source; close it
   * @throws IllegalArgumentException if nothing is to be read ahead
   */
  static BatchSource prefetching(TensorOps ops, Dataset data, Sampler sampler, int ahead) {
    return new PrefetchedBatches(ops, data, sampler, ahead);
  }
}
