package dev.gradus.conformance;

/** How thoroughly the rules are run. */
public enum Extent {
  /** Every rule, at sizes that take seconds. */
  QUICK,
  /** Every rule, at all sizes, with more random networks and a long soak: minutes. */
  FULL
}
