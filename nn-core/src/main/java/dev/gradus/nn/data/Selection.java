package dev.gradus.nn.data;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/** Some samples of any data set, in a given order, without a copy. */
sealed class Selection implements Dataset permits Subset {
  private final Dataset whole;
  private final int[] samples;

  Selection(Dataset whole, int... samples) {
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
  public final int size() {
    return samples.length;
  }

  @Override
  public final Shape sampleShape() {
    return whole.sampleShape();
  }

  @Override
  public final void read(int sample, double[] out, int offset) {
    whole.read(samples[sample], out, offset);
  }

  @Override
  public final void read(int sample, float[] out, int offset) {
    whole.read(samples[sample], out, offset);
  }

  @Override
  public final Tensor inputs(TensorOps ops, int[] chosen, HostBuffer buffer) {
    return whole.inputs(ops, inWhole(chosen), buffer);
  }

  @Override
  public final Target targets(TensorOps ops, int[] chosen) {
    return whole.targets(ops, inWhole(chosen));
  }

  @Override
  public Dataset epoch(long epoch) {
    Dataset seen = whole.epoch(epoch);
    return seen == whole ? this : new Selection(seen, samples);
  }

  private int[] inWhole(int[] chosen) {
    int[] inWhole = new int[chosen.length];
    for (int i = 0; i < inWhole.length; i++) {
      inWhole[i] = samples[chosen[i]];
    }
    return inWhole;
  }
}
