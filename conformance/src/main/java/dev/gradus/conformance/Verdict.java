package dev.gradus.conformance;

/** How a rule ended. */
public enum Verdict {
  /** It holds. */
  PASSED,
  /** It does not, or it holds although the backend declares that it does not. */
  FAILED,
  /** It does not, as the backend declares, with a reason. */
  KNOWN_FAILURE,
  /** The backend declares that it does not promise this, so it was not asked for. */
  NOT_PROMISED
}
