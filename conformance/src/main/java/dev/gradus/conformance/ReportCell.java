package dev.gradus.conformance;

import java.util.List;

/**
 * What one backend made of the rules of a row. Immutable.
 *
 * @param outcomes one for each rule; empty if none of them ran
 */
public record ReportCell(List<Outcome> outcomes) {
  static final String EXACT = "to the bit";
  static final String HOLDS = "-";
  private static final double VISIBLE = 0.0005;

  /**
   * What one backend made of the rules of a row.
   *
   * @param outcomes copied
   */
  public ReportCell {
    outcomes = List.copyOf(outcomes);
  }

  /** How the rules of a row ended, taken together. */
  public enum State {
    /** None failed, and some passed. */
    PASSED,
    /** At least one failed. */
    FAILED,
    /** At least one is known to fail, and none fails otherwise. */
    KNOWN_FAILURE,
    /** The backend promises none of them. */
    NOT_PROMISED,
    /** None of them ran. */
    NOT_RUN
  }

  /**
   * How they ended.
   *
   * @return the worst of it
   */
  public State state() {
    if (outcomes.isEmpty()) {
      return State.NOT_RUN;
    }
    if (any(Verdict.FAILED)) {
      return State.FAILED;
    }
    if (any(Verdict.KNOWN_FAILURE)) {
      return State.KNOWN_FAILURE;
    }
    return any(Verdict.PASSED) ? State.PASSED : State.NOT_PROMISED;
  }

  private boolean any(Verdict verdict) {
    return outcomes.stream().anyMatch(outcome -> outcome.verdict() == verdict);
  }

  /**
   * How many comparisons were made.
   *
   * @return the cases of all rules together
   */
  public int cases() {
    return outcomes.stream().mapToInt(Outcome::cases).sum();
  }

  /**
   * The largest error.
   *
   * @return in units of what the rule allows
   */
  public double worst() {
    return outcomes.stream().mapToDouble(Outcome::worst).max().orElse(0);
  }

  /**
   * For a column of a table.
   *
   * @return the worst error, {@code exact} or {@code ok}, where all passed; else the state, and the
   *     error where it has a size
   */
  @Override
  public String toString() {
    return switch (state()) {
      case PASSED -> passed() + (isPart() ? "*" : "");
      case FAILED -> "FAILED" + size();
      case KNOWN_FAILURE -> "known" + size();
      case NOT_PROMISED -> "not promised";
      case NOT_RUN -> "not run";
    };
  }

  private boolean isPart() {
    return outcomes.stream().anyMatch(outcome -> !outcome.message().isEmpty());
  }

  private String passed() {
    boolean exact = false;
    for (Outcome outcome : outcomes) {
      String tolerance = outcome.rule().tolerance();
      if (!tolerance.equals(EXACT) && !tolerance.equals(HOLDS)) {
        return number();
      }
      exact |= tolerance.equals(EXACT);
    }
    return exact ? "exact" : "ok";
  }

  private String number() {
    double worst = worst();
    if (worst == 0) {
      return "0";
    }
    return worst < VISIBLE ? "<0.001" : ReportText.format("%.3f", worst);
  }

  private String size() {
    double worst = worst();
    return worst > 1 && Double.isFinite(worst) ? ReportText.format(" %.3g", worst) : "";
  }
}
