package dev.gradus.nn.data;

/** A data set as the epoch of the last step asked for sees it. For one thread. */
final class EpochView {
  private final Dataset data;
  private final int stepsPerEpoch;
  private long epoch = -1;
  private Dataset view;

  EpochView(Dataset data, Sampler sampler) {
    this.data = data;
    this.stepsPerEpoch = sampler.stepsPerEpoch();
  }

  Dataset at(long step) {
    long wanted = step / stepsPerEpoch;
    if (wanted != epoch) {
      view = data.epoch(wanted);
      epoch = wanted;
    }
    return view;
  }
}
