package dev.gradus.nn.data;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;

/** Samples that are normalised while they are read. */
sealed class NormalizedDataset implements Dataset {
  private final Dataset data;
  private final Normalization normalization;
  private final double[] offsets;
  private final double[] scales;

  NormalizedDataset(Dataset data, Normalization normalization) {
    this.data = data;
    this.normalization = normalization;
    this.offsets = normalization.offsets().stream().mapToDouble(Double::doubleValue).toArray();
    this.scales = normalization.scales().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public final int size() {
    return data.size();
  }

  @Override
  public final Shape sampleShape() {
    return data.sampleShape();
  }

  @Override
  public final void read(int sample, double[] out, int offset) {
    data.read(sample, out, offset);
    int length = sampleShape().size();
    for (int i = 0; i < length; i++) {
      int element = scales.length == 1 ? 0 : i;
      out[offset + i] = (out[offset + i] - offsets[element]) / scales[element];
    }
  }

  @Override
  public final Target targets(TensorOps ops, int[] samples) {
    return data.targets(ops, samples);
  }

  @Override
  public Dataset epoch(long epoch) {
    Dataset seen = data.epoch(epoch);
    return seen == data ? this : new NormalizedDataset(seen, normalization);
  }

  /** The same with labels. */
  static final class Labelled extends NormalizedDataset implements LabelledDataset {
    private final LabelledDataset labelled;
    private final Normalization normalization;

    Labelled(LabelledDataset labelled, Normalization normalization) {
      super(labelled, normalization);
      this.labelled = labelled;
      this.normalization = normalization;
    }

    @Override
    public int classCount() {
      return labelled.classCount();
    }

    @Override
    public int label(int sample) {
      return labelled.label(sample);
    }

    @Override
    public LabelledDataset epoch(long epoch) {
      LabelledDataset seen = labelled.epoch(epoch);
      return seen == labelled ? this : new Labelled(seen, normalization);
    }
  }
}
