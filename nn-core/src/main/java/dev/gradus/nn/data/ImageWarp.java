package dev.gradus.nn.data;

import dev.gradus.nn.random.RandomSource;

/**
 * An image and what changes it, as an {@link Augmentation} says. Each new pixel is taken from its
 * place in the old image, between pixels by bilinear interpolation; outside is 0. It keeps the room
 * that it works in, so it is for one thread.
 */
final class ImageWarp {
  private final Augmentation augmentation;
  private final int rows;
  private final int columns;
  private final double[] pixels;

  /** The old image with a border of zeros, so that every place to read from has four neighbours. */
  private final double[] bordered;

  private final int wide;
  private final ElasticField field;
  private final double[] across;
  private final double[] along;

  ImageWarp(Augmentation augmentation, int rows, int columns) {
    this.augmentation = augmentation;
    this.rows = rows;
    this.columns = columns;
    this.wide = columns + 2;
    this.pixels = new double[rows * columns];
    this.bordered = new double[(rows + 2) * wide];
    this.field =
        new ElasticField(rows, columns, augmentation.strength(), augmentation.smoothness());
    this.across = new double[rows * columns];
    this.along = new double[rows * columns];
  }

  /** The image, row by row: to be written before it is changed and read afterwards. */
  double[] pixels() {
    return pixels;
  }

  /** Changes the image at random: in the same way for the same source. */
  void apply(RandomSource random) {
    double angle = StrictMath.toRadians(augmentation.degrees()) * symmetric(random, 0);
    double right = augmentation.shift() * symmetric(random, 1);
    double down = augmentation.shift() * symmetric(random, 2);
    if (augmentation.strength() > 0) {
      field.fill(random.at("across"), across);
      field.fill(random.at("along"), along);
    }
    warp(angle, right, down);
  }

  /** Turns counter-clockwise on the screen, then moves; displaced by the fields besides. */
  void warp(double angle, double right, double down) {
    for (int y = 0; y < rows; y++) {
      System.arraycopy(pixels, y * columns, bordered, (y + 1) * wide + 1, columns);
    }
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double centreX = (columns - 1) / 2.0;
    double centreY = (rows - 1) / 2.0;
    for (int y = 0, i = 0; y < rows; y++) {
      double v = y - down - centreY;
      for (int x = 0; x < columns; x++, i++) {
        double u = x - right - centreX;
        double fromX = centreX + (cos * u - sin * v) + across[i];
        double fromY = centreY + (sin * u + cos * v) + along[i];
        pixels[i] = between(fromX + 1, fromY + 1);
      }
    }
  }

  /** At a place of the image with its border. */
  private double between(double x, double y) {
    if (!(x > 0 && x < columns + 1 && y > 0 && y < rows + 1)) {
      return 0;
    }
    int left = (int) x;
    int top = (int) y;
    double h = x - left;
    double v = y - top;
    int i = top * wide + left;
    double above = (1 - h) * bordered[i] + h * bordered[i + 1];
    double below = (1 - h) * bordered[i + wide] + h * bordered[i + wide + 1];
    return (1 - v) * above + v * below;
  }

  private static double symmetric(RandomSource random, long index) {
    return 2 * random.uniform(index) - 1;
  }
}
