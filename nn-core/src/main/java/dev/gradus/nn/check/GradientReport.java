package dev.gradus.nn.check;

import java.util.List;

/**
 * What a gradient check found.
 *
 * @param findings one for each checked tensor
 */
public record GradientReport(List<Finding> findings) {
  /** The share of elements that may be left out because a kink lies within the step. */
  public static final double LEFT_OUT_LIMIT = 0.01;

  /**
   * One tensor.
   *
   * @param name the parameter's name, {@code input} or {@code prediction}
   * @param checked how many elements were compared
   * @param leftOut how many were not, because a rectifier switched within even the smaller step
   * @param worst the largest |analytic − numerical| over the largest |gradient| of the tensor
   * @param worstIndex where, in row-major order; −1 if none was compared
   * @param analytic the gradient there by backpropagation
   * @param numerical the gradient there by central differences
   */
  public record Finding(
      String name,
      int checked,
      int leftOut,
      double worst,
      int worstIndex,
      double analytic,
      double numerical) {
    /** One line for people. */
    @Override
    public String toString() {
      return "%s: worst error %.1e at element %d (analytic %.9g, numerical %.9g), %d checked, %d"
              .formatted(name, worst, worstIndex, analytic, numerical, checked, leftOut)
          + " left out at kinks";
    }
  }

  /**
   * The worst error of all tensors.
   *
   * @return NaN if any is
   */
  public double worst() {
    return findings.stream().mapToDouble(Finding::worst).reduce(0, Math::max);
  }

  /**
   * Whether all errors are within the tolerance and few enough elements were left out.
   *
   * @param tolerance such as {@link GradientCheck#TOLERANCE}
   * @return true if the gradients are right
   */
  public boolean passes(double tolerance) {
    long checked = findings.stream().mapToLong(Finding::checked).sum();
    long leftOut = findings.stream().mapToLong(Finding::leftOut).sum();
    return checked > 0
        && leftOut <= LEFT_OUT_LIMIT * (checked + leftOut)
        && worst() <= tolerance; // false for NaN
  }

  /**
   * Throws unless {@link #passes}.
   *
   * @param tolerance such as {@link GradientCheck#TOLERANCE}
   * @throws AssertionError naming every tensor and its error
   */
  public void requireWithin(double tolerance) {
    if (!passes(tolerance)) {
      throw new AssertionError(
          "gradient check: expected errors of at most %.0e%n%s".formatted(tolerance, this));
    }
  }

  /** A line for each tensor. */
  @Override
  public String toString() {
    return String.join(System.lineSeparator(), findings.stream().map(Finding::toString).toList());
  }
}
