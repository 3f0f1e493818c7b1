package dev.gradus.nn.search;

import dev.gradus.nn.random.RandomSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Random search over hyperparameters: trials at points drawn at random from a {@link SearchSpace},
 * several at once, ranked by their scores.
 *
 * <pre>{@code
 * List<Outcome> ranked =
 *     RandomSearch.of(space, RandomSource.ofSeed(1))
 *         .trials(60)
 *         .parallel(2)
 *         .run(point -> Score.of(validationAccuracy(point.number("learningRate"))));
 * }</pre>
 *
 * <p>Trials are numbered from 1, and each is the same in every order: with trials that keep to
 * {@link Trial}'s rules the ranking is the same for any number of threads, and for a search that
 * was broken off and {@link #known goes on}. Trials stop early by a rule of their own, such as
 * patience. The search compares none that are still running, because which ones run side by side
 * depends on their speed.
 *
 * <p>For one thread; each run has threads of its own, which end with it.
 *
 * <p>Source: Bergstra and Bengio, Random Search for Hyper-Parameter Optimization (2012).
 */
public final class RandomSearch {
  private final SearchSpace space;
  private final RandomSource random;
  private int trials = 1;
  private int parallel = 1;
  private List<Outcome> known = List.of();
  private SearchListener listener = (outcome, all) -> {};
  private BooleanSupplier stop = () -> false;

  private RandomSearch(SearchSpace space, RandomSource random) {
    this.space = space;
    this.random = random;
  }

  /**
   * A search of one trial, to be told otherwise by the methods below.
   *
   * @param space what is searched
   * @param random where the points come from
   * @return a new search
   */
  public static RandomSearch of(SearchSpace space, RandomSource random) {
    return new RandomSearch(space, random);
  }

  /**
   * Sets the number of trials, those already known included.
   *
   * @param count at least 1
   * @return this search
   */
  public RandomSearch trials(int count) {
    this.trials = atLeastOne("trials", count);
    return this;
  }

  /**
   * Sets how many trials run at once, each on a thread of its own.
   *
   * @param count at least 1
   * @return this search
   */
  public RandomSearch parallel(int count) {
    this.parallel = atLeastOne("parallel", count);
    return this;
  }

  private static int atLeastOne(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, got " + count);
    }
    return count;
  }

  /**
   * Takes outcomes of the same search from before: those trials do not run again, and stand in the
   * results as they are.
   *
   * @param outcomes of this space and source; copied
   * @return this search
   * @throws IllegalArgumentException if a trial occurs twice, or it is at another point than this
   *     search takes it
   */
  public RandomSearch known(Collection<Outcome> outcomes) {
    Set<Integer> seen = new TreeSet<>();
    for (Outcome outcome : outcomes) {
      Point point = outcome.point();
      if (!seen.add(point.trial())) {
        throw new IllegalArgumentException(
            "known: expected each trial once, got trial %d twice".formatted(point.trial()));
      }
      Point expected = space.point(random, point.trial());
      if (!point.equals(expected)) {
        throw new IllegalArgumentException(
            "known: trial %d of this search is at %s, got %s; the space or the seed is another"
                .formatted(point.trial(), expected.values(), point.values()));
      }
    }
    this.known = List.copyOf(outcomes);
    return this;
  }

  /**
   * Sets who hears of each trial.
   *
   * @param chosen called as soon as a trial has ended; not for known ones
   * @return this search
   */
  public RandomSearch listener(SearchListener chosen) {
    this.listener = chosen;
    return this;
  }

  /**
   * Sets what may end the search early. Trials that run are waited for, unless they listen to the
   * same and throw a {@link java.util.concurrent.CancellationException}.
   *
   * @param asked before each trial, by any thread; true and none begins any more
   * @return this search
   */
  public RandomSearch stopWhen(BooleanSupplier asked) {
    this.stop = asked;
    return this;
  }

  /**
   * Runs all trials that are not known, and waits for them. A thread that is interrupted while it
   * waits begins no further trial, waits for those that run, and stays interrupted.
   *
   * @param trial what to do at each point
   * @return the outcomes, the best first; fewer than there are trials where the search was stopped
   * @throws RuntimeException what a trial threw that is no divergence, or the listener, after the
   *     trials that ran beside it have ended
   */
  public List<Outcome> run(Trial trial) {
    return new SearchRun(trial, listener, stop, waiting(), known).on(parallel);
  }

  private List<Point> waiting() {
    Set<Integer> done = new TreeSet<>();
    known.forEach(outcome -> done.add(outcome.point().trial()));
    List<Point> waiting = new ArrayList<>();
    for (int number = 1; number <= trials; number++) {
      if (!done.contains(number)) {
        waiting.add(space.point(random, number));
      }
    }
    return waiting;
  }
}
