package dev.gradus.conformance;

/** What kind of proof a rule is. */
public enum Family {
  /** The host boundary, every operation and every fused form against the specification. */
  VALUES("op"),
  /** Shapes that do not fit, by message. */
  ERRORS("error"),
  /** Every layer and loss against numerical gradients. */
  GRADIENTS("gradient"),
  /** The worked examples that the material teaches by. */
  BOOK("book"),
  /** What another framework computed. */
  GOLDEN("golden"),
  /** Immutability, owners, scopes, views, closing. */
  CONTRACT("contract"),
  /** The same bits again, on any number of threads, compiled or not, in every process. */
  BITS("bits"),
  /** Training step by step beside the specification. */
  TRAINING("training"),
  /** Many training steps leave memory as it was. */
  MEMORY("memory");

  private final String prefix;

  Family(String prefix) {
    this.prefix = prefix;
  }

  /**
   * How the ids of its rules begin.
   *
   * @return such as {@code op}
   */
  public String prefix() {
    return prefix;
  }
}
