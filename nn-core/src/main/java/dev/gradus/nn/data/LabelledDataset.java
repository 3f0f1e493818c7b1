package dev.gradus.nn.data;

import dev.gradus.nn.loss.Target;
import dev.gradus.tensor.TensorOps;

/** Samples of which each belongs to one class. */
public interface LabelledDataset extends Dataset {
  /**
   * The number of classes.
   *
   * @return at least 1
   */
  int classCount();

  /**
   * The class of one sample.
   *
   * @param sample 0 to size − 1
   * @return 0 to classCount − 1
   */
  int label(int sample);

  @Override
  default LabelledDataset epoch(long epoch) {
    return this;
  }

  @Override
  default Target targets(TensorOps ops, int[] samples) {
    int[] labels = new int[samples.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(samples[i]);
    }
    return Target.labels(labels);
  }
}
