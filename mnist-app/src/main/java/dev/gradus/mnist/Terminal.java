package dev.gradus.mnist;

/**
 * What standard output is, and warnings beside it. The launcher tells by the system property {@code
 * gradus.columns}, which is set where it is a terminal; Java itself cannot ask of one stream alone.
 */
final class Terminal {
  private static final int USUAL = 80;
  private static final int LEAST = 40;

  private Terminal() {}

  /** Whether lines may be overwritten. */
  static boolean isPresent() {
    return System.getProperty("gradus.columns") != null;
  }

  /** Tells the user of what went wrong without harm. */
  static void warn(String warning) {
    System.err.println("mnist: " + warning);
  }

  /** The width in characters. */
  static int columns() {
    Integer columns = Integer.getInteger("gradus.columns");
    return columns == null || columns < LEAST ? USUAL : columns;
  }
}
