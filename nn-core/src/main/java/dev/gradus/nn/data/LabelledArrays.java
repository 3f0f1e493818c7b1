package dev.gradus.nn.data;

import dev.gradus.tensor.Shape;

/**
 * Labelled samples in Java arrays.
 *
 * <pre>{@code
 * LabelledDataset xor = LabelledArrays.of(
 *     new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 0}, 2);
 * }</pre>
 */
public final class LabelledArrays implements LabelledDataset {
  private final double[][] inputs;
  private final int[] labels;
  private final int classCount;
  private final Shape sampleShape;

  private LabelledArrays(double[][] inputs, int[] labels, int classCount) {
    this.inputs = inputs;
    this.labels = labels;
    this.classCount = classCount;
    this.sampleShape = Shape.of(inputs[0].length);
  }

  /**
   * A data set over the given arrays.
   *
   * @param inputs one row for each sample, all of one length; copied
   * @param labels one class for each sample; copied
   * @param classCount the number of classes
   * @return the data set
   * @throws IllegalArgumentException if there is no sample, the rows differ in length, or a label
   *     is out of range
   */
  public static LabelledArrays of(double[][] inputs, int[] labels, int classCount) {
    double[][] rows = Rows.copy("LabelledArrays", inputs);
    if (labels.length != rows.length) {
      throw new IllegalArgumentException(
          "LabelledArrays: %d samples, but %d labels".formatted(rows.length, labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classCount) {
        throw new IllegalArgumentException(
            "LabelledArrays: label %d of sample %d, expected 0 to %d"
                .formatted(labels[i], i, classCount - 1));
      }
    }
    return new LabelledArrays(rows, labels.clone(), classCount);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Shape sampleShape() {
    return sampleShape;
  }

  @Override
  public void read(int sample, double[] out, int offset) {
    System.arraycopy(inputs[sample], 0, out, offset, inputs[sample].length);
  }

  @Override
  public int classCount() {
    return classCount;
  }

  @Override
  public int label(int sample) {
    return labels[sample];
  }
}
