package dev.gradus.nn.schedule;

/** The checks that schedules share. */
final class Numbers {
  private Numbers() {}

  static void steps(String of, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(of + ": expected at least 1 step, got " + steps);
    }
  }

  static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + ": expected a number from 0 to 1, got " + value);
    }
  }

  static void positiveShare(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + ": expected a number above 0 and at most 1, got " + value);
    }
  }

  static void atLeastOne(String name, double value) {
    if (!(value >= 1) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + ": expected a finite number of at least 1, got " + value);
    }
  }
}
