package dev.gradus.formats;

/**
 * Amounts of ink from 0 to 1, row by row.
 *
 * @param width pixels
 * @param height pixels
 * @param ink width·height of them
 */
record InkImage(int width, int height, double[] ink) {
  /** MNIST's digits fill a box of 20 in images of 28. */
  private static final double BOX = 20.0 / 28.0;

  private record Box(int left, int top, int width, int height) {}

  /** Whether the ink fits the box and lies with its centre of mass in the middle, as in MNIST. */
  boolean isNormalized() {
    Box box = boundingBox();
    boolean fits = box.width() <= side(width) && box.height() <= side(height);
    return fits
        && Math.abs(centreX() - middle(width)) <= 0.51
        && Math.abs(centreY() - middle(height)) <= 0.51;
  }

  /** Crops to the ink, scales it into the box, and moves its centre of mass to the middle. */
  double[] normalized(int rows, int columns) {
    Box box = boundingBox();
    double scale =
        Math.min((double) side(columns) / box.width(), (double) side(rows) / box.height());
    int scaledWidth = Math.max(1, (int) Math.round(box.width() * scale));
    int scaledHeight = Math.max(1, (int) Math.round(box.height() * scale));
    InkImage scaled = crop(box).scaledTo(scaledWidth, scaledHeight);
    int left = offset(scaled.centreX(), scaledWidth, columns);
    int top = offset(scaled.centreY(), scaledHeight, rows);
    double[] out = new double[rows * columns];
    for (int y = 0; y < scaledHeight; y++) {
      System.arraycopy(scaled.ink, y * scaledWidth, out, (top + y) * columns + left, scaledWidth);
    }
    return out;
  }

  private static int side(int extent) {
    return Math.max(1, (int) Math.round(extent * BOX));
  }

  /** In MNIST the mean lies at the centre of pixel 14 of 28, counted from 0; measured. */
  private static double middle(int extent) {
    int half = extent / 2;
    return half + 0.5;
  }

  private static int offset(double centre, int extent, int frame) {
    int offset = (int) Math.round(middle(frame) - centre);
    return Math.min(Math.max(offset, 0), frame - extent);
  }

  private Box boundingBox() {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (ink[y * width + x] > 0) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
      }
    }
    return new Box(left, top, right - left + 1, bottom - top + 1);
  }

  /** The centre of mass, a pixel's own centre lying half a pixel from its edges. */
  private double centreX() {
    double mass = 0;
    double moment = 0;
    for (int i = 0; i < ink.length; i++) {
      mass += ink[i];
      moment += ink[i] * (i % width + 0.5);
    }
    return moment / mass;
  }

  private double centreY() {
    return transposed().centreX();
  }

  private InkImage crop(Box box) {
    double[] part = new double[box.width() * box.height()];
    for (int y = 0; y < box.height(); y++) {
      System.arraycopy(
          ink, (box.top() + y) * width + box.left(), part, y * box.width(), box.width());
    }
    return new InkImage(box.width(), box.height(), part);
  }

  private InkImage transposed() {
    double[] turned = new double[ink.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned[x * height + y] = ink[y * width + x];
      }
    }
    return new InkImage(height, width, turned);
  }

  InkImage scaledTo(int newWidth, int newHeight) {
    return scaledAcross(newWidth).transposed().scaledAcross(newHeight).transposed();
  }

  /** Each new pixel is the mean of what it covers; enlarged, of its two neighbours by distance. */
  private InkImage scaledAcross(int newWidth) {
    double step = (double) width / newWidth;
    double[] out = new double[newWidth * height];
    for (int x = 0; x < newWidth; x++) {
      double from = step >= 1 ? x * step : (x + 0.5) * step - 0.5;
      double to = step >= 1 ? from + step : from + 1;
      for (int source = (int) Math.floor(from); source < to; source++) {
        double share = (Math.min(to, source + 1) - Math.max(from, source)) / (to - from);
        int inside = Math.min(Math.max(source, 0), width - 1);
        for (int y = 0; y < height; y++) {
          out[y * newWidth + x] += share * ink[y * width + inside];
        }
      }
    }
    return new InkImage(newWidth, height, out);
  }
}
