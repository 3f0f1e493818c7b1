package dev.gradus.nn.search;

import dev.gradus.nn.train.TrainingException;
import java.util.concurrent.CancellationException;

/**
 * Trains once with given hyperparameters and judges the outcome. Called by several threads at once:
 * what a trial changes, such as operations with their network and optimizer, must be its own. For
 * results that can be repeated, its randomness must come from the point and a fixed seed alone.
 */
@FunctionalInterface
public interface Trial {
  /**
   * Runs the trial.
   *
   * @param point its number and hyperparameters
   * @return its score on validation data; the search takes one that is NaN for a failure
   * @throws TrainingException if the training diverges; recorded, and the search goes on
   * @throws IllegalArgumentException if there is no training of such hyperparameters, as where a
   *     batch size leaves no step for a schedule; recorded likewise
   * @throws CancellationException if it was told to stop before it had a score; nothing is
   *     recorded, so that a search that is resumed runs it again. Any other exception ends the
   *     search.
   */
  Score run(Point point);
}
