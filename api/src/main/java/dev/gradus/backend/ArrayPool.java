package dev.gradus.backend;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Arrays to be used again, by their exact length: what lets a training step in the steady state
 * allocate no tensor memory. Thread-safe.
 *
 * <pre>{@code
 * ArrayPool<float[]> pool = new ArrayPool<>(float[]::new, array -> array.length, 1 << 24);
 * float[] scratch = pool.take(100);
 * pool.give(scratch);
 * }</pre>
 *
 * @param <A> the array type
 */
public final class ArrayPool<A> {
  private final IntFunction<A> constructor;
  private final ToIntFunction<A> lengthOf;
  private final long capacity;
  private final Map<Integer, ArrayDeque<A>> free = new HashMap<>();
  private long held;

  /**
   * An empty pool.
   *
   * @param constructor makes an array of a length
   * @param lengthOf the length of an array
   * @param capacity the most elements kept for later; arrays beyond it are left to the garbage
   *     collector
   */
  public ArrayPool(IntFunction<A> constructor, ToIntFunction<A> lengthOf, long capacity) {
    this.constructor = constructor;
    this.lengthOf = lengthOf;
    this.capacity = capacity;
  }

  /**
   * An array of exactly this length, with any content.
   *
   * @param length elements
   * @return an array that nobody else holds
   */
  public A take(int length) {
    synchronized (free) {
      ArrayDeque<A> sameLength = free.get(length);
      if (sameLength != null && !sameLength.isEmpty()) {
        held -= length;
        return sameLength.pop();
      }
    }
    return constructor.apply(length);
  }

  /**
   * Takes an array back; the caller must not touch it any more.
   *
   * @param array from {@link #take}
   */
  public void give(A array) {
    int length = lengthOf.applyAsInt(array);
    synchronized (free) {
      if (held + length <= capacity) {
        held += length;
        free.computeIfAbsent(length, any -> new ArrayDeque<>()).push(array);
      }
    }
  }

  /** Leaves all kept arrays to the garbage collector. */
  public void clear() {
    synchronized (free) {
      free.clear();
      held = 0;
    }
  }
}
