package dev.gradus.conformance;

/** How a rule ended. */
public enum Verdict {
  /** It holds. */
  PASSED,
  /** It does not. */
  FAILED,
  /** The backend declares that it does not promise this, so it was not asked for. */
  NOT_PROMISED
}
