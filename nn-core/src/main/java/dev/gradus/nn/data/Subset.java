package dev.gradus.nn.data;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/** Some samples of a data set, in a given order, without a copy. */
public final class Subset implements LabelledDataset {
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
    if (samples.length == 0) {
      throw new IllegalArgumentException("subset: expected at least one sample, got none");
    }
    for (int sample : samples) {
      if (sample < 0 || sample >= whole.size()) {
        throw new IllegalArgumentException(
            "subset: sample %d, expected 0 to %d".formatted(sample, whole.size() - 1));
      }
    }
    this.whole = whole;
    this.samples = samples.clone();
  }

  @Override
  public int size() {
    return samples.length;
  }

  @Override
  public Shape sampleShape() {
    return whole.sampleShape();
  }

  @Override
  public void read(int sample, double[] out, int offset) {
    whole.read(samples[sample], out, offset);
  }

  @Override
  public void read(int sample, float[] out, int offset) {
    whole.read(samples[sample], out, offset);
  }

  @Override
  public Tensor inputs(TensorOps ops, int[] chosen, HostBuffer buffer) {
    int[] inWhole = new int[chosen.length];
    for (int i = 0; i < inWhole.length; i++) {
      inWhole[i] = samples[chosen[i]];
    }
    return whole.inputs(ops, inWhole, buffer);
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
