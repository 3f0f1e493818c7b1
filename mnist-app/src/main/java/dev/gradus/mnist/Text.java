package dev.gradus.mnist;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Text {
  private Text() {}

  /** {@code 1 thread}, {@code 10,000 iterations}. */
  static String count(long number, String noun) {
    return format("%,d %s", number, number == 1 ? noun : noun + "s");
  }

  /** As {@link String#format}, in the locale of programs. */
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
