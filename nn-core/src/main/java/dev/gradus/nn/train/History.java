package dev.gradus.nn.train;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What happened in a training. Immutable. */
public final class History {
  private final double[] losses;
  private final List<Measurement> measurements;
  private final Duration timeInSteps;
  private final long samples;
  private final Ending ending;
  private final Optional<Measurement> best;

  History(
      double[] losses,
      List<Measurement> measurements,
      Duration timeInSteps,
      long samples,
      Ending ending,
      Optional<Measurement> best) {
    this.losses = losses;
    this.measurements = List.copyOf(measurements);
    this.timeInSteps = timeInSteps;
    this.samples = samples;
    this.ending = ending;
    this.best = best;
  }

  /**
   * Why the training ended.
   *
   * @return the reason
   */
  public Ending ending() {
    return ending;
  }

  /**
   * The best moment, as {@link EarlyStopping} saw it, whose weights the network was left with.
   *
   * @return the measurement that counted; empty without early stopping, and where the training
   *     ended before the first epoch
   */
  public Optional<Measurement> best() {
    return best;
  }

  /**
   * The measurement of one data set that is of the network as the training left it: at the best
   * moment, where early stopping put that back, otherwise the last.
   *
   * @param dataset its name
   * @return the measurement
   * @throws IllegalArgumentException if it was not measured then
   */
  public Measurement outcome(String dataset) {
    return best.map(Measurement::iteration)
        .map(moment -> measuredAt(moment, dataset))
        .orElseGet(() -> last(dataset));
  }

  private Measurement measuredAt(long iteration, String dataset) {
    return measurements(dataset).stream()
        .filter(m -> m.iteration() == iteration)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "history: no measurement of '%s' after %d steps"
                        .formatted(dataset, iteration)));
  }

  /**
   * The loss of every step's batch before the step, the penalty included.
   *
   * @return a copy; element i is iteration i + 1
   */
  public double[] losses() {
    return losses.clone();
  }

  /**
   * All measurements, oldest first.
   *
   * @return an immutable list
   */
  public List<Measurement> measurements() {
    return measurements;
  }

  /**
   * The measurements of one data set, oldest first.
   *
   * @param dataset its name
   * @return an immutable list
   */
  public List<Measurement> measurements(String dataset) {
    return measurements.stream().filter(m -> m.dataset().equals(dataset)).toList();
  }

  /**
   * The last measurement of one data set.
   *
   * @param dataset its name
   * @return the measurement
   * @throws IllegalArgumentException if it was never measured
   */
  public Measurement last(String dataset) {
    List<Measurement> all = measurements(dataset);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("history: no measurement of '" + dataset + "'");
    }
    return all.get(all.size() - 1);
  }

  /**
   * The time spent inside training steps: loading the batch, forward, backward, update.
   *
   * @return measurements and listeners left out
   */
  public Duration timeInSteps() {
    return timeInSteps;
  }

  /**
   * The speed of the training steps.
   *
   * @return samples per second of {@link #timeInSteps}
   */
  public double samplesPerSecond() {
    return samples / (timeInSteps.toNanos() * 1e-9);
  }
}
