package dev.gradus.nn.schedule;

/** The factor 1. */
record Constant(long steps) implements Schedule {
  Constant {
    Numbers.steps("constant", steps);
  }

  @Override
  public double factor(long step) {
    return 1;
  }
}
