package dev.gradus.nn.train;

/**
 * Hears of a training's progress, on the thread that trains. One that throws does not harm it: the
 * trainer logs the failure, once, and goes on without that listener.
 */
public interface TrainingListener {
  /**
   * Training begins.
   *
   * @param iterations the number of the last step, unless something ends the training before
   */
  default void started(long iterations) {}

  /**
   * Training, which has just been said to begin, goes on where another stood.
   *
   * @param iteration the number of steps that it had made
   */
  default void resumed(long iteration) {}

  /**
   * A step is done.
   *
   * @param iteration 1 for the first
   * @param loss the batch's loss before the step, the penalty included
   */
  default void stepped(long iteration, double loss) {}

  /**
   * A data set was measured.
   *
   * @param measurement what came out
   */
  default void measured(Measurement measurement) {}

  /**
   * Training has ended, for whatever {@link History#ending reason} but an exception.
   *
   * @param history all of it
   */
  default void finished(History history) {}
}
