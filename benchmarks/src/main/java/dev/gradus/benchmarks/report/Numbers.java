package dev.gradus.benchmarks.report;

import java.util.Locale;

/** Numbers as the tables show them. */
final class Numbers {
  private static final double TEN = 10;
  private static final double HUNDRED = 100;

  private Numbers() {}

  /** Three digits, or all before the point. */
  static String of(double value) {
    double size = Math.abs(value);
    String pattern = size >= HUNDRED ? "%,.0f" : size >= TEN ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }

  /** The median, and in brackets the least and the greatest. */
  static String spread(Measurement m) {
    return m.values().size() == 1
        ? of(m.median())
        : "%s (%s–%s)".formatted(of(m.median()), of(m.min()), of(m.max()));
  }

  /** A product as the tables show it. */
  static String product(String form) {
    String[] operands = form.replace("x", "×").split("\\*");
    return operand(operands[0]) + " · " + operand(operands[1]);
  }

  private static String operand(String form) {
    return form.endsWith("'") ? "(" + form.substring(0, form.length() - 1) + ")ᵀ" : form;
  }
}
