package dev.gradus.mnist;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option's value of two ends, written as {@code 1e-6..1e-2}, or as {@code none}.
 *
 * @param min the lower end; NaN for none
 * @param max the upper end; NaN for none
 */
record Range(double min, double max) {
  private static final Range NONE = new Range(Double.NaN, Double.NaN);

  /** Whether there are no ends. */
  boolean isNone() {
    return Double.isNaN(min);
  }

  /** As it is written on the command line; whole numbers without a point. */
  @Override
  public String toString() {
    return isNone() ? "none" : text(min) + ".." + text(max);
  }

  private static String text(double end) {
    return end == (int) end ? Integer.toString((int) end) : Double.toString(end);
  }

  private static Range parse(String text, ITypeConverter<? extends Number> end) throws Exception {
    if (text.strip().equalsIgnoreCase("none")) {
      return NONE;
    }
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length != 2) {
      throw new TypeConversionException(
          "expected a range such as 0.001..0.1, or none, got '" + text + "'");
    }
    Range range = new Range(end.convert(ends[0]).doubleValue(), end.convert(ends[1]).doubleValue());
    if (range.min > range.max) {
      throw new TypeConversionException("expected the lower end first, got '" + text + "'");
    }
    return range;
  }

  /** Ends above 0. */
  static final class Positive implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) throws Exception {
      return parse(text, new Numbers.Positive());
    }
  }

  /** Ends that are probabilities. */
  static final class Shares implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) throws Exception {
      return parse(text, new Numbers.Share());
    }
  }

  /** Ends that are whole numbers of at least 1. */
  static final class Counts implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) throws Exception {
      return parse(text, new Numbers.Count());
    }
  }
}
