package dev.gradus.nn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Those who hear of a training. One that throws is logged, once, and hears no more: a chart that
 * cannot be drawn must not cost a night of training. For one thread.
 */
final class Listeners {
  private final List<TrainingListener> hearing;
  private final Logger log;

  Listeners(List<TrainingListener> listeners, Logger log) {
    this.hearing = new ArrayList<>(listeners);
    this.log = log;
  }

  void tell(Consumer<TrainingListener> news) {
    hearing.removeIf(listener -> fails(listener, news));
  }

  private boolean fails(TrainingListener listener, Consumer<TrainingListener> news) {
    try {
      news.accept(listener);
      return false;
    } catch (RuntimeException | AssertionError | LinkageError failure) { // not out of memory
      log.warn(
          "training: the listener {} failed; training goes on without it",
          listener.getClass().getName(),
          failure);
      return true;
    }
  }
}
