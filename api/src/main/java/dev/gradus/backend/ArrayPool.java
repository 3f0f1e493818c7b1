package dev.gradus.backend;

import java.util.Arrays;
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
  private static final int BUCKET_BITS = 8;

  /** 2³² divided by the golden ratio: spreads lengths, most of them multiples of 16. */
  private static final int GOLDEN = 0x9E3779B9;

  private final IntFunction<A> constructor;
  private final ToIntFunction<A> lengthOf;
  private final long capacity;

  /** A hash table, since a {@link java.util.Map} would box every length. */
  private final Shelf[] buckets = new Shelf[1 << BUCKET_BITS];

  private long held;

  /** All free arrays of one length. */
  private static final class Shelf {
    final int length;
    final Shelf next;
    Object[] arrays = new Object[4];
    int count;

    Shelf(int length, Shelf next) {
      this.length = length;
      this.next = next;
    }
  }

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
    synchronized (buckets) {
      Shelf shelf = shelf(length);
      if (shelf != null && shelf.count > 0) {
        held -= length;
        return pop(shelf);
      }
    }
    return constructor.apply(length);
  }

  @SuppressWarnings("unchecked") // only give() puts anything on a shelf
  private A pop(Shelf shelf) {
    Object array = shelf.arrays[--shelf.count];
    shelf.arrays[shelf.count] = null;
    return (A) array;
  }

  /**
   * Takes an array back; the caller must not touch it any more.
   *
   * @param array from {@link #take}
   */
  public void give(A array) {
    int length = lengthOf.applyAsInt(array);
    synchronized (buckets) {
      if (held + length > capacity) {
        return;
      }
      held += length;
      Shelf shelf = shelf(length);
      if (shelf == null) {
        shelf = new Shelf(length, buckets[bucket(length)]);
        buckets[bucket(length)] = shelf;
      } else if (shelf.count == shelf.arrays.length) {
        shelf.arrays = Arrays.copyOf(shelf.arrays, 2 * shelf.count);
      }
      shelf.arrays[shelf.count++] = array;
    }
  }

  private Shelf shelf(int length) {
    Shelf shelf = buckets[bucket(length)];
    while (shelf != null && shelf.length != length) {
      shelf = shelf.next;
    }
    return shelf;
  }

  private static int bucket(int length) {
    return (length * GOLDEN) >>> (Integer.SIZE - BUCKET_BITS);
  }

  /** Leaves all kept arrays to the garbage collector. */
  public void clear() {
    synchronized (buckets) {
      Arrays.fill(buckets, null);
      held = 0;
    }
  }
}
