package dev.gradus.conformance;

/**
 * What running a rule found.
 *
 * @param rule the rule
 * @param verdict how it ended
 * @param cases how many comparisons were made
 * @param worst the largest error, in units of what the rule allows: at most 1 where it passed,
 *     infinite where something had to be exact and was not
 * @param message what failed, or why it was not asked for; empty where it passed
 */
public record Outcome(Rule rule, Verdict verdict, int cases, double worst, String message) {
  /**
   * Whether nothing speaks against the backend.
   *
   * @return false if the rule failed
   */
  public boolean passed() {
    return verdict != Verdict.FAILED;
  }

  /**
   * Throws if the rule failed.
   *
   * @throws AssertionError with the message and the rule's hint
   */
  public void requirePassed() {
    if (!passed()) {
      throw new AssertionError(
          "%s (%s): %s%n  It proves: %s%n  Look at: %s"
              .formatted(rule, rule.precision(), message, rule.intent(), rule.hint()));
    }
  }
}
