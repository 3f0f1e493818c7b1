package dev.gradus.nn.optim;

/** The checks that optimizers share. */
final class Hyperparameters {
  private Hyperparameters() {}

  static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + ": expected a finite number above 0, got " + value);
    }
    return value;
  }

  static double fraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          name + ": expected a number from 0 to below 1, got " + value);
    }
    return value;
  }
}
