package dev.gradus.backend.nd4j;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Arrays to be used again, by their exact size: ND4J needs 6 µs for a new one, as long as a small
 * kernel. What has not been asked for the longest is closed first. Thread-safe.
 */
final class ArrayStore {
  private final IntFunction<NativeArray> constructor;
  private final long capacity;

  /** Sizes that were used last come last. */
  private final Map<Integer, ArrayDeque<NativeArray>> free = new LinkedHashMap<>(16, 0.75f, true);

  private long held;
  private boolean closed;

  /**
   * An empty store.
   *
   * @param constructor makes an array of a size
   * @param capacity the most elements kept
   */
  ArrayStore(IntFunction<NativeArray> constructor, long capacity) {
    this.constructor = constructor;
    this.capacity = capacity;
  }

  NativeArray take(int size) {
    synchronized (free) {
      ArrayDeque<NativeArray> sameSize = free.get(size);
      if (sameSize != null && !sameSize.isEmpty()) {
        held -= size;
        return sameSize.pop();
      }
    }
    return constructor.apply(size);
  }

  void give(NativeArray array) {
    synchronized (free) {
      if (closed || array.size() > capacity) {
        array.free();
        return;
      }
      held += array.size();
      free.computeIfAbsent(array.size(), any -> new ArrayDeque<>()).push(array);
      trim(capacity);
    }
  }

  /** Closes what is kept, and from now on what is given. */
  void close() {
    synchronized (free) {
      closed = true;
      trim(0);
    }
  }

  private void trim(long limit) {
    Iterator<ArrayDeque<NativeArray>> sizes = free.values().iterator();
    while (held > limit) {
      ArrayDeque<NativeArray> sameSize = sizes.next();
      while (held > limit && !sameSize.isEmpty()) {
        NativeArray oldest = sameSize.removeLast();
        held -= oldest.size();
        oldest.free();
      }
      if (sameSize.isEmpty()) {
        sizes.remove();
      }
    }
  }
}
