package dev.gradus.mnist;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** Times something that takes too little time to be timed once. */
final class Stopwatch {
  private static final int SEGMENTS = 7;
  private static final double WARM_UP_SECONDS = 0.4;
  private static final double SEGMENT_SECONDS = 0.08;

  private final LongSupplier nanoClock;

  Stopwatch(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** The seconds of one run: the median of several segments of many runs, after a warm-up. */
  double medianSeconds(Runnable work) {
    double seconds = 0;
    long runs = 1;
    for (double warm = 0; warm < WARM_UP_SECONDS; warm += seconds * runs) {
      seconds = secondsOfOne(work, runs);
      runs = Math.max(1, (long) (SEGMENT_SECONDS / seconds));
    }
    double[] segments = new double[SEGMENTS];
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = secondsOfOne(work, runs);
    }
    return median(segments);
  }

  private double secondsOfOne(Runnable work, long runs) {
    long start = nanoClock.getAsLong();
    for (long i = 0; i < runs; i++) {
      work.run();
    }
    return (nanoClock.getAsLong() - start) * 1e-9 / runs;
  }

  /** The middle value; of an even number the lower middle one. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }
}
