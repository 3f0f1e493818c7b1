package dev.gradus.nn.train;

/** Hears of a training's progress, on the thread that trains. */
public interface TrainingListener {
  /**
   * Training begins.
   *
   * @param iterations the number of steps to come
   */
  default void started(long iterations) {}

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
   * Training has ended as planned.
   *
   * @param history all of it
   */
  default void finished(History history) {}
}
