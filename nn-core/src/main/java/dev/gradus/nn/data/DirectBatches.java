package dev.gradus.nn.data;

import dev.gradus.tensor.TensorOps;

/** Batches that are loaded when they are asked for. */
final class DirectBatches implements BatchSource {
  private final TensorOps ops;
  private final Sampler sampler;
  private final EpochView data;
  private final HostBuffer buffer = new HostBuffer();

  DirectBatches(TensorOps ops, Dataset data, Sampler sampler) {
    this.ops = ops;
    this.sampler = sampler;
    this.data = new EpochView(data, sampler);
  }

  @Override
  public Batch batch(long step) {
    int[] samples = sampler.samples(step);
    Dataset view = data.at(step);
    return new Batch(view.inputs(ops, samples, buffer), view.targets(ops, samples));
  }

  @Override
  public int stepsPerEpoch() {
    return sampler.stepsPerEpoch();
  }

  @Override
  public void close() {}
}
