package dev.gradus.mnist;

import dev.gradus.formats.Idx;
import dev.gradus.nn.data.LabelledImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders with the first few real digits, so that a run takes no time. */
final class SmallSets {
  private static final int TRAIN = 400;
  private static final int TEST = 100;
  private static final Digits MNIST = Digits.embedded();

  private SmallSets() {}

  /** Some real digits as they are. */
  static Path digits(Path folder) {
    return write(folder, 1, TRAIN, TEST);
  }

  /** The first so many training and test digits as they are. */
  static Path digits(Path folder, int train, int test) {
    return write(folder, 1, train, test);
  }

  /** Some real digits with only every other row and column, 14 × 14. */
  static Path halved(Path folder) {
    return write(folder, 2, TRAIN, TEST);
  }

  private static Path write(Path folder, int stride, int train, int test) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    write(folder, "train", MNIST.train(), train, stride);
    write(folder, "t10k", MNIST.test(), test, stride);
    return folder;
  }

  private static void write(
      Path folder, String half, LabelledImages images, int count, int stride) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) images.label(i);
    }
    Idx.writeLabels(folder.resolve(half + "-labels-idx1-ubyte"), labels);
    int rows = images.rows() / stride;
    int columns = images.columns() / stride;
    byte[] pixels = new byte[count * rows * columns];
    int at = 0;
    for (int i = 0; i < count; i++) {
      double[] image = pixels(images, i);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          pixels[at++] = (byte) Math.round(255 * image[(y * images.columns() + x) * stride]);
        }
      }
    }
    Idx.writeImages(
        folder.resolve(half + "-images-idx3-ubyte"), new Idx.Images(rows, columns, pixels));
  }

  private static double[] pixels(LabelledImages images, int sample) {
    double[] pixels = new double[images.sampleShape().size()];
    images.read(sample, pixels, 0);
    return pixels;
  }

  /** The first test image that shows a digit: ink from 0 to 1, 28 × 28. */
  static double[] testImageOf(int digit) {
    for (int i = 0; i < MNIST.test().size(); i++) {
      if (MNIST.test().label(i) == digit) {
        return pixels(MNIST.test(), i);
      }
    }
    throw new AssertionError("no " + digit);
  }
}
