package dev.gradus.tensor;

import java.util.function.Consumer;

/** A backend's storage and how many tensors (one and its views) still use it. */
final class SharedStorage<S> {
  final S data;
  private final Consumer<S> whenUnused;
  private volatile int users = 1;

  SharedStorage(S data, Consumer<S> whenUnused) {
    this.data = data;
    this.whenUnused = whenUnused;
  }

  synchronized void retain() {
    users++;
  }

  void release() {
    if (isLastToLeave()) {
      whenUnused.accept(data);
    }
  }

  /** A single user needs no lock, as only itself could make another one. */
  private boolean isLastToLeave() {
    if (users == 1) {
      return true;
    }
    synchronized (this) {
      if (users == 1) {
        return true;
      }
      users--;
      return false;
    }
  }
}
