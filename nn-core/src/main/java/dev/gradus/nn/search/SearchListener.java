package dev.gradus.nn.search;

import java.util.List;

/**
 * Hears of each trial as soon as it ends, so that nothing is lost of a search that is broken off.
 * Called by one thread at a time, though not always by the same. An exception ends the search.
 */
@FunctionalInterface
public interface SearchListener {
  /**
   * A trial ended.
   *
   * @param outcome how
   * @param all all outcomes by now, this one and known ones included, the best first; unmodifiable
   */
  void finished(Outcome outcome, List<Outcome> all);
}
