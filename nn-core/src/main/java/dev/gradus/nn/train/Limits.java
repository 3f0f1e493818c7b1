package dev.gradus.nn.train;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What ends a training from outside: the clock, and whoever asks. For one thread. */
final class Limits {
  private static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

  private final BooleanSupplier asked;
  private final LongSupplier nanoClock;
  private final long longest;
  private final long start;

  /** Limits of a training that begins now. */
  Limits(BooleanSupplier asked, LongSupplier nanoClock, Optional<Duration> longest) {
    this.asked = asked;
    this.nanoClock = nanoClock;
    this.longest =
        longest
            .filter(limit -> limit.compareTo(ENDLESS) < 0)
            .map(Duration::toNanos)
            .orElse(Long.MAX_VALUE);
    this.start = nanoClock.getAsLong();
  }

  /** The reason to end, if there is one. */
  Optional<Ending> reached() {
    if (asked.getAsBoolean()) {
      return Optional.of(Ending.STOPPED);
    }
    return nanoClock.getAsLong() - start >= longest
        ? Optional.of(Ending.TIME_LIMIT)
        : Optional.empty();
  }
}
