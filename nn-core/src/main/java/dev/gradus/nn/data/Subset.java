package dev.gradus.nn.data;

/** Some samples of a labelled data set, in a given order, without a copy. */
public final class Subset extends Selection implements LabelledDataset {
  private final LabelledDataset whole;
  private final int[] samples;

  /**
   * Some samples.
   *
   * @param whole the data set
   * @param samples indices into it, at least one; copied
   * @throws IllegalArgumentException if there is none or one is out of range
   */
  public Subset(LabelledDataset whole, int... samples) {
    super(whole, samples);
    this.whole = whole;
    this.samples = samples.clone();
  }

  @Override
  public LabelledDataset epoch(long epoch) {
    LabelledDataset seen = whole.epoch(epoch);
    return seen == whole ? this : new Subset(seen, samples);
  }

  @Override
  public int classCount() {
    return whole.classCount();
  }

  @Override
  public int label(int sample) {
    return whole.label(samples[sample]);
  }

  /**
   * Where a sample stands in the whole.
   *
   * @param sample 0 to size − 1
   * @return its index in the data set that this is a part of
   */
  public int indexInWhole(int sample) {
    return samples[sample];
  }
}
