package dev.gradus.mnist;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose value is a number within bounds. */
final class Numbers {
  private Numbers() {}

  /** A whole number of at least 1. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int value = Integer.parseInt(text.strip());
        if (value >= 1) {
          return value;
        }
      } catch (NumberFormatException e) {
        // Refused below.
      }
      throw new TypeConversionException(
          "expected a whole number of at least 1, got '" + text + "'");
    }
  }

  /** A finite number above 0. */
  static final class Positive implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = parse(text);
      if (value > 0 && value < Double.POSITIVE_INFINITY) {
        return value;
      }
      throw new TypeConversionException("expected a finite number above 0, got '" + text + "'");
    }
  }

  /** A finite number of at least 0. */
  static final class NotNegative implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = parse(text);
      if (value >= 0 && value < Double.POSITIVE_INFINITY) {
        return value;
      }
      throw new TypeConversionException(
          "expected a finite number of at least 0, got '" + text + "'");
    }
  }

  /** A number from 0 to below 1. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = parse(text);
      if (value >= 0 && value < 1) {
        return value;
      }
      throw new TypeConversionException("expected a number from 0 to below 1, got '" + text + "'");
    }
  }

  /** Any whole number. */
  static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Long.valueOf(text.strip());
      } catch (NumberFormatException e) {
        throw new TypeConversionException("expected a whole number, got '" + text + "'");
      }
    }
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
