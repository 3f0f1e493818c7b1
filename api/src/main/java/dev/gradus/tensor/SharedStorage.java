package dev.gradus.tensor;

import java.util.function.Consumer;

/** A backend's storage and how many tensors (one and its views) still use it. */
final class SharedStorage<S> {
  final S data;
  private final Consumer<S> whenUnused;
  private int users = 1;

  SharedStorage(S data, Consumer<S> whenUnused) {
    this.data = data;
    this.whenUnused = whenUnused;
  }

  synchronized void retain() {
    users++;
  }

  void release() {
    boolean unused;
    synchronized (this) {
      users--;
      unused = users == 0;
    }
    if (unused) {
      whenUnused.accept(data);
    }
  }
}
