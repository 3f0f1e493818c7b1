package dev.gradus.nn.schedule;

import java.util.List;
import java.util.stream.Stream;

/** One schedule after another. */
record Succession(Schedule first, Schedule second) implements Schedule {
  Succession {
    if (first.steps() == ENDLESS) {
      throw new IllegalArgumentException(
          "schedule: expected one with an end before 'then', got %s; only the last may have none"
              .formatted(first));
    }
  }

  @Override
  public double factor(long step) {
    return step < first.steps() ? first.factor(step) : second.factor(step - first.steps());
  }

  @Override
  public long steps() {
    return second.steps() == ENDLESS ? ENDLESS : first.steps() + second.steps();
  }

  @Override
  public List<ReduceOnPlateau> plateaus() {
    return Stream.concat(first.plateaus().stream(), second.plateaus().stream()).toList();
  }

  @Override
  public List<ReduceOnPlateau> plateausAt(long step) {
    return step < first.steps() ? first.plateausAt(step) : second.plateausAt(step - first.steps());
  }
}
