package dev.gradus.nn.schedule;

/**
 * A learning rate that rises in a line from a share s of itself: the factor s + (1 − s)·step /
 * steps, and 1 from then on.
 *
 * <p>Source: Goyal et al., Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour (2017).
 *
 * @param steps until 1, at least 1
 * @param start s, from 0 to 1
 */
public record LinearWarmup(long steps, double start) implements Schedule {
  private static final double START = 0.1;

  /**
   * A warm-up.
   *
   * @param steps until 1, at least 1
   * @param start s, from 0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public LinearWarmup {
    Numbers.steps("warm-up", steps);
    Numbers.share("warm-up: start", start);
  }

  /**
   * A warm-up from a tenth of the learning rate.
   *
   * @param steps until 1, at least 1
   * @throws IllegalArgumentException if there is no step
   */
  public LinearWarmup(long steps) {
    this(steps, START);
  }

  @Override
  public double factor(long step) {
    return step < steps ? start + (1 - start) * step / steps : 1;
  }
}
