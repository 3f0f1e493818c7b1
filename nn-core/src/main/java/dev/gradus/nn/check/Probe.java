package dev.gradus.nn.check;

import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.OptionalDouble;

/** Moves one element of one tensor, and puts it back. */
final class Probe {
  private final TensorOps ops;
  private final Subject subject;
  private final Tensor moved;
  private final double[] original;

  Probe(TensorOps ops, Subject subject, Tensor moved) {
    this.ops = ops;
    this.subject = subject;
    this.moved = moved;
    this.original = ops.doubles(moved);
  }

  /** The subject with one element elsewhere. */
  private record Sight(double at, double value, long pattern) {}

  /** The central difference; empty if a rectifier switches within the step. */
  OptionalDouble derivative(int element, double step) {
    Sight above = look(element, original[element] + step);
    Sight below = look(element, original[element] - step);
    return above.pattern == below.pattern
        ? OptionalDouble.of(slope(below, above))
        : OptionalDouble.empty();
  }

  /** The differences to the left and to the right. */
  double[] oneSided(int element, double step) {
    Sight above = look(element, original[element] + step);
    Sight here = look(element, original[element]);
    Sight below = look(element, original[element] - step);
    return new double[] {slope(below, here), slope(here, above)};
  }

  private static double slope(Sight left, Sight right) {
    return (right.value - left.value) / (right.at - left.at);
  }

  private Sight look(int element, double at) {
    double[] values = original.clone();
    values[element] = at;
    try (Scope scope = ops.scope()) {
      write(values);
      return new Sight(at, subject.value(), subject.pattern());
    } finally {
      write(original);
    }
  }

  private void write(double[] values) {
    try (Scope scope = ops.scope()) {
      ops.updateInPlace(moved, 0, 1, ops.tensor(moved.shape(), values));
    }
  }
}
