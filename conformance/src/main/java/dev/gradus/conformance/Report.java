package dev.gradus.conformance;

import java.util.List;

/**
 * All outcomes of one backend.
 *
 * @param backend its name
 * @param outcomes in the order in which the rules ran
 */
public record Report(String backend, List<Outcome> outcomes) {
  /**
   * Whether no rule failed, and at least one ran.
   *
   * @return the verdict
   */
  public boolean passed() {
    return !outcomes.isEmpty() && failures().isEmpty();
  }

  /**
   * The outcomes that failed.
   *
   * @return empty if the backend passed
   */
  public List<Outcome> failures() {
    return outcomes.stream().filter(outcome -> !outcome.passed()).toList();
  }

  /**
   * The report as text: operations × precision with cases, worst error in units of the tolerance,
   * tolerance and verdict; then coverage, and every failure with its message.
   *
   * @return lines for a monospaced font
   */
  public String toTable() {
    return ReportTable.of(this);
  }
}
