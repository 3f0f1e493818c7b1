package dev.gradus.backend;

/** Whether a backend can run in this process, and if not, why and what helps. */
public sealed interface Availability {
  /** It can run. */
  record Available() implements Availability {}

  /**
   * It cannot.
   *
   * @param reason what is missing
   * @param remedy what to add, as an instruction
   */
  record Unavailable(String reason, String remedy) implements Availability {
    /** Reason and remedy in one line. */
    @Override
    public String toString() {
      return reason + "; " + remedy;
    }
  }

  /**
   * It can run.
   *
   * @return available
   */
  static Availability available() {
    return new Available();
  }

  /**
   * It cannot run.
   *
   * @param reason what is missing
   * @param remedy what to add, as an instruction
   * @return unavailable
   */
  static Availability unavailable(String reason, String remedy) {
    return new Unavailable(reason, remedy);
  }

  /**
   * Whether it can run.
   *
   * @return true if so
   */
  default boolean isAvailable() {
    return this instanceof Available;
  }
}
