package dev.gradus.nn.data;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;

/**
 * Labelled grey images, a byte for each pixel, read as numbers from 0 to 1 (the byte / 255). The
 * bytes stay as they are and are converted while they are gathered into a batch.
 */
public final class ByteImages implements LabelledImages {
  private static final int LEVELS = 256;
  private static final double WHITE = 255;
  private static final double[] DOUBLES = new double[LEVELS];
  private static final float[] FLOATS = new float[LEVELS];

  static {
    for (int level = 0; level < LEVELS; level++) {
      DOUBLES[level] = level / WHITE;
      FLOATS[level] = (float) DOUBLES[level];
    }
  }

  private final byte[] pixels;
  private final byte[] labels;
  private final int rows;
  private final int columns;
  private final int classCount;
  private final Shape sampleShape;

  /**
   * A data set over the given bytes.
   *
   * @param pixels all images one after another, row by row; not copied
   * @param labels one class for each image, unsigned; not copied
   * @param rows the height of an image
   * @param columns the width of an image
   * @param classCount the number of classes
   * @throws IllegalArgumentException if the lengths do not fit or a label is out of range
   */
  public ByteImages(byte[] pixels, byte[] labels, int rows, int columns, int classCount) {
    if (labels.length == 0 || (long) labels.length * rows * columns != pixels.length) {
      throw new IllegalArgumentException(
          "images: %d labels of %d × %d images need %d pixels, got %d"
              .formatted(
                  labels.length,
                  rows,
                  columns,
                  (long) labels.length * rows * columns,
                  pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (Byte.toUnsignedInt(labels[i]) >= classCount) {
        throw new IllegalArgumentException(
            "images: label %d of image %d, expected 0 to %d"
                .formatted(Byte.toUnsignedInt(labels[i]), i, classCount - 1));
      }
    }
    this.pixels = pixels;
    this.labels = labels;
    this.rows = rows;
    this.columns = columns;
    this.classCount = classCount;
    this.sampleShape = Shape.of(rows * columns);
  }

  @Override
  public int size() {
    return labels.length;
  }

  /** A row of all pixels, {@code [rows·columns]}. */
  @Override
  public Shape sampleShape() {
    return sampleShape;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void read(int sample, double[] out, int offset) {
    int length = rows * columns;
    int from = sample * length;
    for (int i = 0; i < length; i++) {
      out[offset + i] = DOUBLES[pixels[from + i] & 0xff];
    }
  }

  @Override
  public void read(int sample, float[] out, int offset) {
    int length = rows * columns;
    int from = sample * length;
    for (int i = 0; i < length; i++) {
      out[offset + i] = FLOATS[pixels[from + i] & 0xff];
    }
  }

  @Override
  public Tensor inputs(TensorOps ops, int[] samples, HostBuffer buffer) {
    return ops.gatherBytes(pixels, sampleShape, samples, WHITE);
  }

  @Override
  public int classCount() {
    return classCount;
  }

  @Override
  public int label(int sample) {
    return Byte.toUnsignedInt(labels[sample]);
  }
}
