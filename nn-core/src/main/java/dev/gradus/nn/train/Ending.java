package dev.gradus.nn.train;

/** Why a training ended. */
public enum Ending {
  /** All steps were made. */
  COMPLETED("all steps were made"),

  /** The {@link EarlyStopping} rule ended it. */
  EARLY_STOPPED("the monitored measurements stopped getting better"),

  /** {@link Trainer#timeLimit} was reached. */
  TIME_LIMIT("the time limit was reached"),

  /** {@link Trainer#stopWhen} said so. */
  STOPPED("it was asked to stop");

  private final String reason;

  Ending(String reason) {
    this.reason = reason;
  }

  /**
   * The reason in words.
   *
   * @return such as {@code the time limit was reached}
   */
  public String reason() {
    return reason;
  }
}
