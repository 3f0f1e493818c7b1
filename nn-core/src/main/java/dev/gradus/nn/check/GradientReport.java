package dev.gradus.nn.check;

import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What a gradient check found. Immutable.
 *
 * @param subject what was checked, such as {@code Affine}
 * @param findings one for each checked tensor
 */
public record GradientReport(String subject, List<Finding> findings) {
  /** The share of elements that may be left out because a kink lies within the step. */
  public static final double LEFT_OUT_LIMIT = 0.01;

  /**
   * A report.
   *
   * @param subject what was checked
   * @param findings one for each checked tensor; copied
   */
  public GradientReport {
    findings = List.copyOf(findings);
  }

  /**
   * One element of a gradient.
   *
   * @param index where, in row-major order
   * @param analytic the gradient by backpropagation
   * @param numerical the gradient by central differences
   * @param error |analytic − numerical| over the largest |gradient| of the tensor; infinite if one
   *     of them is not finite
   */
  public record Element(int index, double analytic, double numerical, double error) {}

  /**
   * One tensor.
   *
   * @param name the parameter's name, {@code input} or {@code prediction}
   * @param shape its shape
   * @param elements those compared, worst first
   * @param leftOut how many were not, because a rectifier switched within even the smaller step
   * @param diagnosis the mistake in words, where the numbers leave no doubt
   */
  public record Finding(
      String name, Shape shape, List<Element> elements, int leftOut, Optional<String> diagnosis) {
    /**
     * A finding.
     *
     * @param name the parameter's name, {@code input} or {@code prediction}
     * @param shape its shape
     * @param elements those compared, worst first; copied
     * @param leftOut how many were not
     * @param diagnosis the mistake in words
     */
    public Finding {
      elements = List.copyOf(elements);
    }

    /**
     * How many elements were compared.
     *
     * @return those not left out
     */
    public int checked() {
      return elements.size();
    }

    /**
     * The largest error.
     *
     * @return 0 if nothing was compared
     */
    public double worst() {
      return elements.isEmpty() ? 0 : elements.get(0).error();
    }

    /**
     * Whether this gradient is right.
     *
     * @param tolerance such as {@link GradientCheck#TOLERANCE}
     * @return false also if nothing was compared
     */
    public boolean isRight(double tolerance) {
      return !elements.isEmpty() && worst() <= tolerance;
    }
  }

  /**
   * The worst error of all tensors.
   *
   * @return infinite if a gradient is not finite
   */
  public double worst() {
    return findings.stream().mapToDouble(Finding::worst).reduce(0, Math::max);
  }

  /**
   * How many elements were compared.
   *
   * @return of all tensors together
   */
  public long checked() {
    return findings.stream().mapToLong(Finding::checked).sum();
  }

  /**
   * How many elements were left out at kinks.
   *
   * @return of all tensors together
   */
  public long leftOut() {
    return findings.stream().mapToLong(Finding::leftOut).sum();
  }

  /**
   * Whether all gradients are right and few enough elements were left out.
   *
   * @param tolerance such as {@link GradientCheck#TOLERANCE}
   * @return true if the check passes; false also if nothing was compared
   */
  public boolean passes(double tolerance) {
    return checked() > 0
        && !leftOutTooMany()
        && findings.stream().allMatch(finding -> finding.isRight(tolerance));
  }

  boolean leftOutTooMany() {
    return leftOut() > LEFT_OUT_LIMIT * (checked() + leftOut());
  }

  /**
   * Which gradients are right and which are wrong; for each wrong one its worst elements, analytic
   * beside numerical, and its mistake in words where the numbers leave no doubt.
   *
   * @param tolerance the largest error of a right gradient
   * @return some lines
   */
  public String describe(double tolerance) {
    return new ReportText(this, tolerance).text();
  }

  /** As {@link #describe} with {@link GradientCheck#TOLERANCE}. */
  @Override
  public String toString() {
    return describe(GradientCheck.TOLERANCE);
  }
}
