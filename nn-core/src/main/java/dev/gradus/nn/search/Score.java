package dev.gradus.nn.search;

import dev.gradus.nn.train.Measurement;
import java.util.List;

/**
 * How good a trial was, judged on data that it did not learn from. Immutable.
 *
 * @param value the greater, the better, such as an accuracy or a loss negated
 * @param iteration after how many steps it was reached, 0 where there are none
 * @param curve the measurements on the way, oldest first, or none; copied
 */
public record Score(double value, long iteration, List<Measurement> curve) {
  /** Copies the curve. */
  public Score {
    curve = List.copyOf(curve);
  }

  /**
   * A score alone.
   *
   * @param value the greater, the better
   * @return the score
   */
  public static Score of(double value) {
    return new Score(value, 0, List.of());
  }
}
