package dev.gradus.nn.train;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What ends a training from outside: the clock, and whoever asks. For one thread. */
final class Limits {
  private final BooleanSupplier asked;
  private final LongSupplier nanoClock;
  private final Optional<Duration> longest;
  private final long start;

  /** Limits of a training that begins now. */
  Limits(BooleanSupplier asked, LongSupplier nanoClock, Optional<Duration> longest) {
    this.asked = asked;
    this.nanoClock = nanoClock;
    this.longest = longest;
    this.start = nanoClock.getAsLong();
  }

  /** The reason to end, if there is one. */
  Optional<Ending> reached() {
    if (asked.getAsBoolean()) {
      return Optional.of(Ending.STOPPED);
    }
    Duration elapsed = Duration.ofNanos(nanoClock.getAsLong() - start);
    return longest.filter(limit -> elapsed.compareTo(limit) >= 0).map(limit -> Ending.TIME_LIMIT);
  }
}
