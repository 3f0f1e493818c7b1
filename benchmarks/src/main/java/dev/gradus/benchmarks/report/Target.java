package dev.gradus.benchmarks.report;

import java.util.Optional;

/**
 * What was asked for, and whether it was reached.
 *
 * @param what in words
 * @param bound the least or the greatest that is asked for
 * @param least whether it is the least
 * @param measured empty if it was not
 */
record Target(String what, double bound, boolean least, Optional<Measurement> measured) {
  static Target atLeast(String what, double bound, Optional<Measurement> measured) {
    return new Target(what, bound, true, measured);
  }

  static Target atMost(String what, double bound, Optional<Measurement> measured) {
    return new Target(what, bound, false, measured);
  }

  /** The median counts. */
  boolean reached() {
    double median = measured.orElseThrow().median();
    return least ? median >= bound : median <= bound;
  }

  void addTo(Table table) {
    table.row(
        what,
        (least ? "≥ " : "≤ ") + Numbers.of(bound),
        measured.map(Numbers::spread).orElse("not measured"),
        measured.map(m -> reached() ? "yes" : "**no**").orElse(""));
  }
}
