package dev.gradus.nn.search;

import java.util.Comparator;

/** How a trial ended. Immutable. */
public sealed interface Outcome {
  /** The best first: by score, then those that failed; equals by the number of the trial. */
  Comparator<Outcome> BEST_FIRST =
      Comparator.comparingDouble(Outcome::rank)
          .reversed()
          .thenComparingInt(outcome -> outcome.point().trial());

  /**
   * What was tried.
   *
   * @return number and hyperparameters of the trial
   */
  Point point();

  private static double rank(Outcome outcome) {
    return outcome instanceof Scored scored ? scored.score().value() : Double.NEGATIVE_INFINITY;
  }

  /**
   * It has a score.
   *
   * @param point what was tried
   * @param score how good it was
   */
  record Scored(Point point, Score score) implements Outcome {}

  /**
   * It diverged, or could not be.
   *
   * @param point what was tried
   * @param reason in words
   */
  record Failed(Point point, String reason) implements Outcome {}
}
