package dev.gradus.nn.train;

/** A training that cannot go on, because a number is no longer finite. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The step at which it was noticed, 1 for the first. */
  private final long iteration;

  TrainingException(long iteration, String message) {
    super(message);
    this.iteration = iteration;
  }

  /**
   * The step at which it was noticed.
   *
   * @return 1 for the first
   */
  public long iteration() {
    return iteration;
  }
}
