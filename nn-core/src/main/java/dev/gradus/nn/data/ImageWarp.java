package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;
import java.util.Arrays;

/**
 * Changes images of one size as an {@link Augmentation} says. Each new pixel is taken from its
 * place in the old image, between pixels by bilinear interpolation; outside is 0. Immutable.
 */
final class ImageWarp {
  /** Of the Gaussian's standard deviation; what lies beyond is a part in 400. */
  private static final double REACH = 3;

  private final Augmentation augmentation;
  private final int rows;
  private final int columns;
  private final double[] kernel;

  ImageWarp(Augmentation augmentation, int rows, int columns) {
    this.augmentation = augmentation;
    this.rows = rows;
    this.columns = columns;
    this.kernel = gaussian(augmentation.smoothness());
  }

  private static double[] gaussian(double sigma) {
    int radius = (int) Math.ceil(REACH * sigma);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double distance = (i - radius) / sigma;
      kernel[i] = StrictMath.exp(-0.5 * distance * distance);
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  /** A random change of one image: the same for the same source. */
  void apply(RandomSource random, double[] image, double[] out, int offset) {
    double angle = StrictMath.toRadians(augmentation.degrees()) * symmetric(random, 0);
    double right = augmentation.shift() * symmetric(random, 1);
    double down = augmentation.shift() * symmetric(random, 2);
    boolean elastic = augmentation.strength() > 0;
    double[] across = elastic ? displacements(random.at("across")) : new double[rows * columns];
    double[] along = elastic ? displacements(random.at("along")) : across;
    warp(angle, right, down, across, along, image, out, offset);
  }

  /** Turns counter-clockwise on the screen, then moves; displaced by a field besides. */
  void warp(
      double angle,
      double right,
      double down,
      double[] across,
      double[] along,
      double[] image,
      double[] out,
      int offset) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double centreX = (columns - 1) / 2.0;
    double centreY = (rows - 1) / 2.0;
    for (int y = 0, i = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++, i++) {
        double u = x - right - centreX;
        double v = y - down - centreY;
        double fromX = centreX + cos * u - sin * v + across[i];
        double fromY = centreY + sin * u + cos * v + along[i];
        out[offset + i] = between(image, fromX, fromY);
      }
    }
  }

  private double between(double[] image, double x, double y) {
    if (!(x > -1 && x < columns && y > -1 && y < rows)) {
      return 0;
    }
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double h = x - left;
    double v = y - top;
    double above = (1 - h) * pixel(image, left, top) + h * pixel(image, left + 1, top);
    double below = (1 - h) * pixel(image, left, top + 1) + h * pixel(image, left + 1, top + 1);
    return (1 - v) * above + v * below;
  }

  private double pixel(double[] image, int x, int y) {
    return x >= 0 && x < columns && y >= 0 && y < rows ? image[y * columns + x] : 0;
  }

  /** Noise from −1 to 1, smoothed along both axes; it goes on beyond the image's borders. */
  double[] displacements(RandomSource random) {
    int margin = kernel.length - 1;
    int wide = columns + margin;
    double[] field = new double[rows * columns];
    double[] line = new double[wide];
    double[] smooth = new double[columns];
    for (int y = 0; y < rows + margin; y++) {
      for (int x = 0; x < wide; x++) {
        line[x] = symmetric(random, (long) y * wide + x);
      }
      Arrays.fill(smooth, 0);
      for (int k = 0; k < kernel.length; k++) {
        addScaled(smooth, 0, kernel[k], line, k);
      }
      for (int k = Math.max(0, y - rows + 1); k <= Math.min(y, margin); k++) {
        addScaled(field, (y - k) * columns, augmentation.strength() * kernel[k], smooth, 0);
      }
    }
    return field;
  }

  private void addScaled(double[] target, int to, double factor, double[] source, int from) {
    for (int x = 0; x < columns; x++) {
      target[to + x] += factor * source[from + x];
    }
  }

  private static double symmetric(RandomSource random, long index) {
    return 2 * random.uniform(index) - 1;
  }
}
