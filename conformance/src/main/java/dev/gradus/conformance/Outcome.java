package dev.gradus.conformance;

import dev.gradus.backend.Capabilities;

/**
 * What running a rule found.
 *
 * @param rule the rule
 * @param verdict how it ended
 * @param cases how many comparisons were made
 * @param worst the largest error, in units of what the rule allows: at most 1 where it passed,
 *     infinite where something had to be exact and was not
 * @param message what failed, why it was not asked for, or what was left out; else empty
 */
public record Outcome(Rule rule, Verdict verdict, int cases, double worst, String message) {
  /** What is said of a rule that the backend does not promise. */
  static Outcome notPromised(Rule rule, String why) {
    return new Outcome(rule, Verdict.NOT_PROMISED, 0, 0, why);
  }

  /** The same, when the backend declares that the rule fails. */
  Outcome declared(Capabilities.KnownFailure known) {
    if (verdict == Verdict.FAILED) {
      return new Outcome(
          rule, Verdict.KNOWN_FAILURE, cases, worst, "%s: %s".formatted(known.reason(), message));
    }
    return new Outcome(
        rule,
        Verdict.FAILED,
        cases,
        worst,
        "declared as a known failure (%s), but it does not fail; take the declaration back"
            .formatted(known.reason()));
  }

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
