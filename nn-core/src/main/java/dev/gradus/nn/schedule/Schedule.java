package dev.gradus.nn.schedule;

import java.util.List;

/**
 * How the learning rate changes: the factor of each step, a pure function of the step, so that a
 * resumed training needs nothing saved. {@link ReduceOnPlateau} alone depends on more.
 *
 * <pre>{@code
 * Schedule schedule = new LinearWarmup(500).then(new CosineDecay(9_500));
 * Schedule same = Schedule.parse("warmup(500) then cosine", 10_000);
 * schedule.factor(0); // 0.1
 * schedule.factor(500); // 1
 * }</pre>
 */
public interface Schedule {
  /** The length of a schedule without an end. */
  long ENDLESS = Long.MAX_VALUE;

  /**
   * The factor of the learning rate.
   *
   * @param step 0 for the first
   * @return at least 0
   */
  double factor(long step);

  /**
   * How long it takes, so that another may follow. Past its end a schedule stays at its last value.
   *
   * @return the number of steps, {@link #ENDLESS} by default
   */
  default long steps() {
    return ENDLESS;
  }

  /**
   * Those of its parts that must hear of measurements.
   *
   * @return in an order that is always the same; none by default
   */
  default List<ReduceOnPlateau> plateaus() {
    return List.of();
  }

  /**
   * Those of {@link #plateaus()} whose turn it is: measurements made before a step are theirs to
   * hear.
   *
   * @param step 0 for the first
   * @return all by default
   */
  default List<ReduceOnPlateau> plateausAt(long step) {
    return plateaus();
  }

  /**
   * This schedule, and when it has ended another one, which then begins at its step 0.
   *
   * @param next the other
   * @return both, one after the other
   * @throws IllegalArgumentException if this schedule has no end
   */
  default Schedule then(Schedule next) {
    return new Succession(this, next);
  }

  /**
   * The learning rate as it is.
   *
   * @return the factor 1, without end
   */
  static Schedule constant() {
    return new Constant(ENDLESS);
  }

  /**
   * The learning rate as it is, for some steps.
   *
   * @param steps at least 1
   * @return the factor 1
   * @throws IllegalArgumentException if there is no step
   */
  static Schedule constant(long steps) {
    return new Constant(steps);
  }

  /**
   * Reads the written form: names with their numbers, joined by {@code then}.
   *
   * <pre>
   * constant                          constant(STEPS)
   * warmup(STEPS, START)              from START times the learning rate, 0.1 if left out
   * cosine(STEPS, FLOOR)              down to FLOOR, 0 if left out
   * one-cycle(STEPS, RISING, DIVISOR, FINAL)
   * step(EVERY, GAMMA)                exponential(GAMMA)
   * plateau(FACTOR, PATIENCE)
   * </pre>
   *
   * <p>Where {@code cosine} or {@code one-cycle} has no STEPS it gets those that are left.
   *
   * @param text such as {@code warmup(500) then cosine}
   * @param steps of the whole training
   * @return the schedule
   * @throws IllegalArgumentException if the text has another form, or no steps are left
   */
  static Schedule parse(String text, long steps) {
    return ScheduleText.parse(text, steps);
  }
}
