package dev.gradus.nn.search;

import dev.gradus.nn.train.TrainingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a search: trials that wait, and outcomes. Each thread takes one trial after another.
 */
final class SearchRun {
  private static final Logger LOG = LoggerFactory.getLogger(SearchRun.class);

  private final Trial trial;
  private final SearchListener listener;
  private final BooleanSupplier stop;
  private final Deque<Point> waiting;
  private final List<Outcome> outcomes;
  private boolean interrupted;
  private Throwable failure;

  SearchRun(
      Trial trial,
      SearchListener listener,
      BooleanSupplier stop,
      Collection<Point> waiting,
      Collection<Outcome> known) {
    this.trial = trial;
    this.listener = listener;
    this.stop = stop;
    this.waiting = new ArrayDeque<>(waiting);
    this.outcomes = new ArrayList<>(known);
    outcomes.sort(Outcome.BEST_FIRST);
  }

  List<Outcome> on(int threads) {
    LOG.debug("searching: {} trials known, {} to run", outcomes.size(), waiting.size());
    ExecutorService workers = Executors.newFixedThreadPool(threads, SearchRun::own);
    for (int i = 0; i < threads; i++) {
      workers.execute(this::work);
    }
    workers.shutdown();
    awaitEnd(workers);
    return result();
  }

  private static Thread own(Runnable work) {
    Thread thread = new Thread(work, "gradus-search");
    thread.setDaemon(true);
    return thread;
  }

  private void work() {
    try {
      for (Point point = next(); point != null; point = next()) {
        Outcome outcome = outcomeOf(point);
        if (outcome != null) {
          add(outcome);
        }
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  /** The next trial, or null if there is none to begin. */
  private synchronized Point next() {
    return interrupted || failure != null || stop.getAsBoolean() ? null : waiting.pollFirst();
  }

  /** Null if the trial was cancelled. */
  private Outcome outcomeOf(Point point) {
    try {
      Score score = trial.run(point);
      return Double.isNaN(score.value())
          ? new Outcome.Failed(point, "its score is not a number")
          : new Outcome.Scored(point, score);
    } catch (TrainingException | IllegalArgumentException e) {
      LOG.debug("trial {} failed", point.trial(), e);
      return new Outcome.Failed(point, e.getMessage());
    } catch (CancellationException e) {
      LOG.debug("trial {} was cancelled", point.trial(), e);
      return null;
    }
  }

  private synchronized void add(Outcome outcome) {
    outcomes.add(outcome);
    outcomes.sort(Outcome.BEST_FIRST);
    listener.finished(outcome, List.copyOf(outcomes));
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    } else {
      failure.addSuppressed(e);
    }
  }

  private void awaitEnd(ExecutorService workers) {
    while (!workers.isTerminated()) {
      try {
        workers.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        beginNoMore();
      }
    }
  }

  private synchronized void beginNoMore() {
    interrupted = true;
  }

  private synchronized List<Outcome> result() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return List.copyOf(outcomes);
  }
}
