package dev.gradus.nn.check;

import dev.gradus.nn.check.GradientReport.Element;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** Names the mistake behind a wrong gradient, where the numbers leave no doubt. */
final class Diagnosis {
  /** Wrong in the same way everywhere means: to so much of the largest gradient. */
  private static final double CERTAIN = 1e-6;

  /** Below this error, every gradient has the right form up to {@link #CERTAIN}. */
  private static final double VISIBLE = 10 * CERTAIN;

  /** One-sided differences carry the curvature, so they agree with a gradient only roughly. */
  private static final double ROUGHLY = 1e-3;

  private static final int KINKS_TRIED = 5;

  private final Shape shape;
  private final Map<String, Integer> divisors;
  private final double[] analytic;
  private final List<Element> elements;
  private final IntFunction<double[]> oneSided;

  /**
   * Of one tensor.
   *
   * @param shape its shape
   * @param divisors what a mean may divide by, by name
   * @param analytic its whole gradient; null if none was added
   * @param elements those compared, worst first
   * @param oneSided the differences to the left and right of an element
   */
  Diagnosis(
      Shape shape,
      Map<String, Integer> divisors,
      double[] analytic,
      List<Element> elements,
      IntFunction<double[]> oneSided) {
    this.shape = shape;
    this.divisors = divisors;
    this.analytic = analytic;
    this.elements = elements;
    this.oneSided = oneSided;
  }

  /** Empty where the gradient is right, or wrong in a way that has no name. */
  Optional<String> words() {
    if (elements.isEmpty() || elements.get(0).error() <= GradientCheck.TOLERANCE) {
      return Optional.empty();
    }
    return missing().or(this::notFinite).or(this::independent).or(this::pattern).or(this::kink);
  }

  /** A gradient that is the right one but for its form. */
  private Optional<String> pattern() {
    boolean visible = elements.get(0).error() > VISIBLE;
    return visible ? factor().or(this::transposed) : Optional.empty();
  }

  private Optional<String> missing() {
    if (analytic == null) {
      return Optional.of("the analytic gradient is missing: the pullback never adds one");
    }
    return when(
        elements.stream().allMatch(e -> e.analytic() == 0),
        "the analytic gradient is missing: it is 0 everywhere");
  }

  private Optional<String> notFinite() {
    long numerical = elements.stream().filter(e -> !Double.isFinite(e.numerical())).count();
    if (numerical > 0) {
      return Optional.of(
          "the value is not finite a step away, at %d of %d elements; move them into the domain"
              .formatted(numerical, elements.size()));
    }
    long wrong = elements.stream().filter(e -> !Double.isFinite(e.analytic())).count();
    return when(
        wrong > 0,
        "the analytic gradient is not finite at %d of %d elements, the value's slope is"
            .formatted(wrong, elements.size()));
  }

  private Optional<String> independent() {
    return when(
        elements.stream().allMatch(e -> e.numerical() == 0),
        "the value does not depend on it at all: does the forward use a copy?");
  }

  private Optional<String> factor() {
    double products = 0;
    double squares = 0;
    for (Element e : elements) {
      products += e.analytic() * e.numerical();
      squares += e.numerical() * e.numerical();
    }
    double factor = products / squares;
    double bound = CERTAIN * largest();
    if (!elements.stream()
        .allMatch(e -> Math.abs(e.analytic() - factor * e.numerical()) <= bound)) {
      return Optional.empty();
    }
    if (Math.abs(factor + 1) <= CERTAIN) {
      return Optional.of("analytic = −numerical everywhere: the sign is flipped");
    }
    String remark = remark(Math.abs(factor));
    // A single number is always a multiple of another; it must be a telling multiple.
    long telling = elements.stream().filter(e -> Math.abs(e.numerical()) > bound).count();
    return when(
        telling > 1 || !remark.isEmpty(),
        String.format(Locale.ROOT, "analytic = %.4g × numerical everywhere%s", factor, remark));
  }

  private String remark(double factor) {
    return asked(": a division by %s is missing?", n -> factor / n)
        .or(() -> asked(": a division by %s too many?", n -> factor * n))
        .orElse("");
  }

  /** The divisors that would make the factor 1. */
  private Optional<String> asked(String question, IntToDoubleFunction corrected) {
    String names =
        divisors.entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .filter(entry -> Math.abs(corrected.applyAsDouble(entry.getValue()) - 1) <= CERTAIN)
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(" or "));
    return when(!names.isEmpty(), question.formatted(names));
  }

  private Optional<String> transposed() {
    if (shape.rank() != 2 || shape.rows() == 1 || shape.columns() == 1) {
      return Optional.empty();
    }
    double bound = CERTAIN * largest();
    return when(
        elements.stream()
            .allMatch(e -> Math.abs(analytic[mirrored(e.index())] - e.numerical()) <= bound),
        "the analytic gradient is transposed");
  }

  private int mirrored(int index) {
    return index % shape.columns() * shape.rows() + index / shape.columns();
  }

  private Optional<String> kink() {
    double bound = ROUGHLY * largest();
    return when(
        elements.stream()
            .limit(KINKS_TRIED)
            .filter(e -> e.error() > GradientCheck.TOLERANCE)
            .allMatch(e -> liesOnAKink(e, bound)),
        "a kink lies within the step: the analytic gradient is that of one side;"
            + " let activationPattern tell, or move away from it");
  }

  private boolean liesOnAKink(Element element, double bound) {
    double[] sides = oneSided.apply(element.index());
    double nearer =
        Math.min(Math.abs(element.analytic() - sides[0]), Math.abs(element.analytic() - sides[1]));
    return Math.abs(sides[1] - sides[0]) > bound && nearer <= bound;
  }

  private double largest() {
    return elements.stream()
        .mapToDouble(e -> Math.max(Math.abs(e.analytic()), Math.abs(e.numerical())))
        .max()
        .orElse(0);
  }

  private static Optional<String> when(boolean certain, String words) {
    return certain ? Optional.of(words) : Optional.empty();
  }
}
