package dev.gradus.conformance;

import java.util.List;

/**
 * All outcomes of one backend. Immutable; {@link ReportTable} shows one or more of them.
 *
 * @param backend its name
 * @param outcomes in the order in which the rules ran
 * @param problems what kept rules from running, such as a backend that could not be opened; empty
 *     if all of them ran
 */
public record Report(String backend, List<Outcome> outcomes, List<String> problems) {
  /**
   * All outcomes of one backend.
   *
   * @param backend its name
   * @param outcomes copied
   * @param problems copied
   */
  public Report {
    outcomes = List.copyOf(outcomes);
    problems = List.copyOf(problems);
  }

  /**
   * Whether all rules ran, at least one, and none failed.
   *
   * @return the verdict
   */
  public boolean passed() {
    return !outcomes.isEmpty() && problems.isEmpty() && failures().isEmpty();
  }

  /**
   * The outcomes that failed.
   *
   * @return empty if no rule failed
   */
  public List<Outcome> failures() {
    return of(Verdict.FAILED);
  }

  /**
   * The outcomes that ended in one way.
   *
   * @param verdict the way
   * @return in the order in which the rules ran
   */
  public List<Outcome> of(Verdict verdict) {
    return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).toList();
  }

  /**
   * How many comparisons were made.
   *
   * @return the cases of all rules together
   */
  public int cases() {
    return outcomes.stream().mapToInt(Outcome::cases).sum();
  }
}
