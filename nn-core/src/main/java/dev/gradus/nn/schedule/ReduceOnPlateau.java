package dev.gradus.nn.schedule;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A learning rate that falls whenever a loss has stopped falling: once more than {@code patience}
 * measurements in a row were no better than the best before, the factor is multiplied by γ, and
 * counting starts anew. Better is what lies below the best by more than {@value #THRESHOLD} of it.
 *
 * <p>It must hear of measurements: {@code Trainer.monitoring} names the data set. Where it stands
 * after another schedule, it hears of none before that one has ended. For one thread.
 *
 * <p>Source: the form is PyTorch's; that the rate falls once the validation error no longer does is
 * from Krizhevsky, Sutskever and Hinton, ImageNet Classification with Deep Convolutional Neural
 * Networks (2012), section 5, who did it by hand.
 */
public final class ReduceOnPlateau implements Schedule {
  private static final double THRESHOLD = 1e-4;

  private final double gamma;
  private final long patience;
  private double factor = 1;
  private long waited;
  private OptionalDouble best = OptionalDouble.empty();

  /**
   * What it has seen.
   *
   * @param factor of the learning rate, above 0 and at most 1
   * @param waited the measurements since the best, or since the last reduction
   * @param best the lowest loss; none before the first
   */
  public record State(double factor, long waited, OptionalDouble best) {
    /**
     * A state.
     *
     * @param factor of the learning rate, above 0 and at most 1
     * @param waited the measurements since the best, or since the last reduction
     * @param best the lowest loss; none before the first
     * @throws IllegalArgumentException if a number is out of range
     */
    public State {
      Numbers.positiveShare("plateau: factor", factor);
      if (waited < 0) {
        throw new IllegalArgumentException("plateau: expected waited from 0, got " + waited);
      }
    }
  }

  /**
   * A schedule that has seen nothing.
   *
   * @param gamma γ, above 0 and at most 1, commonly 0.1
   * @param patience how many measurements may bring nothing, at least 0
   * @throws IllegalArgumentException if a number is out of range
   */
  public ReduceOnPlateau(double gamma, long patience) {
    Numbers.positiveShare("plateau: gamma", gamma);
    if (patience < 0) {
      throw new IllegalArgumentException("plateau: expected a patience from 0, got " + patience);
    }
    this.gamma = gamma;
    this.patience = patience;
  }

  @Override
  public double factor(long step) {
    return factor;
  }

  @Override
  public List<ReduceOnPlateau> plateaus() {
    return List.of(this);
  }

  /**
   * Hears of a measurement.
   *
   * @param loss of data that nobody trains on; NaN is no better than anything
   */
  public void observe(double loss) {
    if (isBetter(loss)) {
      best = OptionalDouble.of(loss);
      waited = 0;
    } else if (++waited > patience) {
      factor = Math.max(Double.MIN_NORMAL, factor * gamma);
      waited = 0;
    }
  }

  private boolean isBetter(double loss) {
    if (best.isEmpty()) {
      return !Double.isNaN(loss);
    }
    double lowest = best.getAsDouble();
    return loss < lowest - THRESHOLD * Math.abs(lowest);
  }

  /**
   * What it has seen.
   *
   * @return an immutable copy
   */
  public State state() {
    return new State(factor, waited, best);
  }

  /**
   * Goes on where another stood.
   *
   * @param saved its state
   */
  public void load(State saved) {
    factor = saved.factor();
    waited = saved.waited();
    best = saved.best();
  }

  @Override
  public String toString() {
    return "ReduceOnPlateau[gamma=%s, patience=%d, %s]".formatted(gamma, patience, state());
  }
}
