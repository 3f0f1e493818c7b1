package dev.gradus.formats;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Pictures of one digit, brought into the form of MNIST: light on dark, the ink scaled into a box
 * of 20/28 of the image, and its centre of mass in the middle. Thread-safe.
 *
 * <pre>{@code
 * double[] pixels = DigitImages.read(Path.of("seven.png"), 28, 28);
 * Tensor x = ops.tensor(Shape.of(1, 784), pixels);
 * }</pre>
 *
 * <p>Paper and ink are told apart by the border, most of which must be paper, and the paper should
 * be evenly lit. A picture that has the size and the form already is taken as it is, level for
 * level. The orientation that a camera notes in a JPEG is not applied.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, The MNIST database of handwritten digits.
 */
public final class DigitImages {
  /** A picture with less difference between ink and paper is blank. */
  private static final int LEAST_CONTRAST = 32;

  /** Ink fainter than this part of the darkest is paper, even on a border of one level. */
  private static final double LEAST_THRESHOLD = 0.02;

  /** The same where ripples around strokes would enlarge the box; measured on MNIST as JPEG. */
  private static final double LEAST_LOSSY_THRESHOLD = 0.08;

  /** Ink stronger than this part of the darkest is ink, however the border varies. */
  private static final double LARGEST_THRESHOLD = 0.15;

  private DigitImages() {}

  /**
   * Reads a PNG or JPEG picture of one digit.
   *
   * @param file at most 10,000 × 10,000 pixels; transparency counts as white paper, or as black
   *     where the ink on it is light
   * @param rows the height wanted
   * @param columns the width wanted
   * @return rows·columns numbers from 0 (paper) to 1 (ink), row by row
   * @throws MalformedFileException if it is missing, damaged, no PNG or JPEG, or blank
   * @throws UncheckedIOException if it cannot be read
   */
  public static double[] read(Path file, int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "digit image: expected a size of at least 1 × 1, got " + rows + " × " + columns);
    }
    GrayImage image = GrayImage.read(file);
    int[] border = border(image);
    int paper = border[border.length / 2];
    int lightest = Arrays.stream(image.levels()).max().orElseThrow();
    int darkest = Arrays.stream(image.levels()).min().orElseThrow();
    boolean darkInk = paper - darkest > lightest - paper;
    double contrast = darkInk ? paper - darkest : lightest - paper;
    if (contrast < LEAST_CONTRAST) {
      throw new MalformedFileException(file.toString(), "no ink found: the image is blank");
    }
    double threshold = threshold(border, paper, contrast, image.lossy());
    double[] ink = new double[image.levels().length];
    for (int i = 0; i < ink.length; i++) {
      double difference = darkInk ? paper - image.levels()[i] : image.levels()[i] - paper;
      ink[i] = difference > threshold * contrast ? difference / contrast : 0;
    }
    InkImage drawn = new InkImage(image.width(), image.height(), ink);
    boolean wantedSize = image.width() == columns && image.height() == rows;
    if (wantedSize && !darkInk && paper == 0 && drawn.isNormalized()) {
      return Arrays.stream(image.levels()).mapToDouble(level -> level / 255.0).toArray();
    }
    return drawn.normalized(rows, columns);
  }

  /** Twice the noise of the border, of which nine tenths are taken to be paper. */
  private static double threshold(int[] border, int paper, double contrast, boolean lossy) {
    int[] noise = Arrays.stream(border).map(level -> Math.abs(level - paper)).sorted().toArray();
    double twice = 2 * noise[noise.length * 9 / 10] / contrast;
    double least = lossy ? LEAST_LOSSY_THRESHOLD : LEAST_THRESHOLD;
    return Math.min(LARGEST_THRESHOLD, Math.max(least, twice));
  }

  private static int[] border(GrayImage image) {
    int width = image.width();
    int height = image.height();
    int[] border = new int[2 * (width + height)];
    for (int x = 0; x < width; x++) {
      border[2 * x] = image.levels()[x];
      border[2 * x + 1] = image.levels()[(height - 1) * width + x];
    }
    for (int y = 0; y < height; y++) {
      border[2 * (width + y)] = image.levels()[y * width];
      border[2 * (width + y) + 1] = image.levels()[y * width + width - 1];
    }
    Arrays.sort(border);
    return border;
  }
}
