package dev.gradus.nn.train;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The history as it grows. For one thread. */
final class Progress {
  private static final int LEAST = 1 << 12;

  private final List<Measurement> measurements = new ArrayList<>();
  private double[] losses = new double[LEAST];
  private int iteration;
  private long samples;
  private long nanos;

  /** Nothing yet. */
  Progress() {}

  /** As far as a saved training had come. */
  Progress(TrainingState saved) {
    losses = saved.losses().clone();
    iteration = losses.length;
    samples = saved.samples();
    nanos = saved.timeInSteps().toNanos();
    measurements.addAll(saved.measurements());
  }

  void stepped(TrainingStep.Taken taken, long ofNanos) {
    if (iteration == losses.length) {
      losses = Arrays.copyOf(losses, Math.max(LEAST, 2 * iteration));
    }
    losses[iteration++] = taken.loss();
    samples += taken.samples();
    nanos += ofNanos;
  }

  void measured(List<Measurement> now) {
    measurements.addAll(now);
  }

  long iteration() {
    return iteration;
  }

  long samples() {
    return samples;
  }

  Duration timeInSteps() {
    return Duration.ofNanos(nanos);
  }

  double[] losses() {
    return Arrays.copyOf(losses, iteration);
  }

  List<Measurement> measurements() {
    return Collections.unmodifiableList(measurements);
  }

  History history(Ending ending, Optional<Measurement> best) {
    return new History(losses(), measurements, timeInSteps(), samples, ending, best);
  }
}
