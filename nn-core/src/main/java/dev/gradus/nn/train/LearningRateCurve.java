package dev.gradus.nn.train;

import java.util.List;

/**
 * What a {@link LearningRateFinder} met. Immutable.
 *
 * @param points in the order of the learning rates
 */
public record LearningRateCurve(List<Point> points) {
  /**
   * One learning rate.
   *
   * @param learningRate of the step
   * @param loss of the batch before the step
   * @param smoothed its running mean
   */
  public record Point(double learningRate, double loss, double smoothed) {}

  /**
   * A curve.
   *
   * @param points in the order of the learning rates
   * @throws IllegalArgumentException if there is no point
   */
  public LearningRateCurve {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException(
          "learning rates: the first loss is not finite; look at the data and the weights");
    }
  }

  /**
   * The learning rate at which the smoothed loss falls fastest, which is a good one. The first
   * tenth of the points is left out: there the mean is of few losses, and jumps.
   *
   * @return that of the step with the largest fall after it
   */
  public double steepest() {
    int first = points.size() / 10;
    int best = first;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = first; i + 1 < points.size(); i++) {
      double fall = points.get(i).smoothed() - points.get(i + 1).smoothed();
      if (fall > largest) {
        largest = fall;
        best = i;
      }
    }
    return points.get(best).learningRate();
  }
}
