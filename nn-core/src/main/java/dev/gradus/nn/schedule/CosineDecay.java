package dev.gradus.nn.schedule;

/**
 * A learning rate that falls along half a cosine, from 1 to a floor f: the factor f + (1 − f)/2 ·
 * (1 + cos(π·step / steps)), and f from then on.
 *
 * <p>Source: Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts (2017),
 * without the restarts.
 *
 * @param steps until the floor, at least 1
 * @param floor f, from 0 to 1
 */
public record CosineDecay(long steps, double floor) implements Schedule {
  /**
   * Half a cosine.
   *
   * @param steps until the floor, at least 1
   * @param floor f, from 0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public CosineDecay {
    Numbers.steps("cosine decay", steps);
    Numbers.share("cosine decay: floor", floor);
  }

  /**
   * Half a cosine down to 0.
   *
   * @param steps until 0, at least 1
   * @throws IllegalArgumentException if there is no step
   */
  public CosineDecay(long steps) {
    this(steps, 0);
  }

  @Override
  public double factor(long step) {
    return step < steps ? between(1, floor, (double) step / steps) : floor;
  }

  /** Along half a cosine: {@code from} at the share 0, {@code to} at 1. */
  static double between(double from, double to, double share) {
    return to + (from - to) / 2 * (1 + StrictMath.cos(Math.PI * share));
  }
}
