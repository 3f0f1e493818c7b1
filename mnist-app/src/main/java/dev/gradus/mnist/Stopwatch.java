package dev.gradus.mnist;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;

/**
 * Takes the rate of something short: after it has reached its full speed, which with a compiler at
 * work beside it may take seconds, the median of several segments.
 */
final class Stopwatch {
  private static final int SEGMENTS = 7;
  private static final double SEGMENT_SECONDS = 0.1;

  /** The warm-up goes on to this many times its shortest while the speed still grows. */
  private static final double PATIENCE = 4;

  /** So much faster than before, and it is still getting faster. */
  private static final double PROGRESS = 1.05;

  /** So many segments without progress, and this is its speed. */
  private static final int STEADY_SEGMENTS = 4;

  private Stopwatch() {}

  /**
   * The median rate.
   *
   * @param warmUpSeconds the shortest warm-up
   * @param rate runs the work as often as it is told, and gives the runs per second
   */
  static double medianRate(double warmUpSeconds, LongToDoubleFunction rate) {
    double best = 0;
    long runs = 1;
    double warm = 0;
    int steady = 0;
    while (warm < PATIENCE * warmUpSeconds && (warm < warmUpSeconds || steady < STEADY_SEGMENTS)) {
      double now = rate.applyAsDouble(runs);
      warm += runs / now;
      steady = now > PROGRESS * best ? 0 : steady + 1;
      best = Math.max(best, now);
      runs = Math.max(1, (long) (now * SEGMENT_SECONDS));
    }
    double[] segments = new double[SEGMENTS];
    for (int i = 0; i < SEGMENTS; i++) {
      segments[i] = rate.applyAsDouble(runs);
    }
    Arrays.sort(segments);
    return segments[SEGMENTS / 2];
  }
}
