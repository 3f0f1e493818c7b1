package dev.gradus.mnist;

/**
 * A long series brought down to as many points as a picture can show.
 *
 * @param x positions, counted from 1
 * @param y values
 */
record Thinned(double[] x, double[] y) {
  /**
   * Thins a series.
   *
   * @param values the series
   * @param points about how many to leave
   * @param reach how many neighbours on either side are averaged into a point; at the ends fewer,
   *     always as many on one side as on the other
   */
  static Thinned of(double[] values, int points, int reach) {
    int stride = Math.max(1, values.length / points);
    int count = (values.length - 1) / stride + 1;
    double[] x = new double[count];
    double[] y = new double[count];
    for (int i = 0; i < count; i++) {
      int at = i * stride;
      x[i] = at + 1;
      y[i] = mean(values, at, Math.min(reach, Math.min(at, values.length - 1 - at)));
    }
    return new Thinned(x, y);
  }

  private static double mean(double[] values, int at, int reach) {
    double sum = 0;
    for (int i = at - reach; i <= at + reach; i++) {
      sum += values[i];
    }
    return sum / (2 * reach + 1);
  }
}
