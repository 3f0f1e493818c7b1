package dev.gradus.nn.metric;

/** Batches of a classifier's outputs, checked once so that the metrics need not. */
final class Classes {
  private Classes() {}

  /** The number of outputs of a sample: classCount, or 1 where there are two classes. */
  static int width(String metric, double[] outputs, int[] labels, int classCount) {
    int width = labels.length == 0 ? 0 : outputs.length / labels.length;
    boolean one = width == 1 && classCount == 2;
    if (labels.length * (long) width != outputs.length || !(one || width == classCount)) {
      throw new IllegalArgumentException(
          "%s: expected %d outputs for each sample%s and at least one sample, got %d for %d labels"
              .formatted(
                  metric,
                  classCount,
                  classCount == 2 ? " (or 1)" : "",
                  outputs.length,
                  labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classCount) {
        throw new IllegalArgumentException(
            "%s: label %d of sample %d, expected 0 to %d"
                .formatted(metric, labels[i], i, classCount - 1));
      }
    }
    requireFinite(metric, outputs, width);
    return width;
  }

  static void requireFinite(String metric, double[] outputs, int width) {
    for (int i = 0; i < outputs.length; i++) {
      if (!Double.isFinite(outputs[i])) {
        throw new IllegalArgumentException(
            "%s: output %d of sample %d is %s, expected a finite number; has training diverged?"
                .formatted(metric, i % width, i / width, outputs[i]));
      }
    }
  }

  static void requireCount(String metric, int classCount) {
    if (classCount < 2) {
      throw new IllegalArgumentException(
          metric + ": expected at least 2 classes, got " + classCount);
    }
  }

  /** Ties: the lowest index. */
  static int argMax(double[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }
}
