package dev.gradus.nn.train;

import dev.gradus.nn.data.LabelledArrays;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.random.RandomSource;

/** Three clouds of points around the corners of a triangle. */
final class Clouds {
  private Clouds() {}

  static LabelledDataset of(int samples, RandomSource random) {
    double[][] corners = {{0, 0}, {3, 0}, {1.5, 2.5}};
    double[][] inputs = new double[samples][2];
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = i % 3;
      for (int axis = 0; axis < 2; axis++) {
        inputs[i][axis] = corners[labels[i]][axis] + 0.4 * random.normal(2L * i + axis);
      }
    }
    return LabelledArrays.of(inputs, labels, 3);
  }
}
