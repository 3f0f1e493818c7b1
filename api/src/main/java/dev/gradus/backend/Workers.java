package dev.gradus.backend;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A few threads that share the tasks of one kernel.
 *
 * <p>Tasks must write disjoint outputs; which thread runs which task is not determined, so the
 * result must not depend on it. One caller at a time owns the workers; another one meanwhile
 * computes its tasks inline. Workers start when first needed, wait for the next job by spinning for
 * at most 50 µs, then sleep, and end after a second without work. A call allocates nothing once
 * they run.
 *
 * <pre>{@code
 * Workers workers = new Workers("my-backend", 4);
 * workers.forEach(rows, row -> computeRow(row));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Workers implements AutoCloseable {
  private static final long SPIN_NANOS = 50_000;
  private static final long IDLE_NANOS = 1_000_000_000;

  private final String name;
  private final int threads;
  private final AtomicBoolean owned = new AtomicBoolean();

  /** Null until started, and again once ended. Changed under its lock. */
  private final Thread[] workers;

  /** Workers that sleep, or are about to and have yet to look once more for tasks. */
  private final AtomicInteger sleepers = new AtomicInteger();

  /** How many of {@link #workers} there are. */
  private volatile int started;

  private volatile boolean closed;

  /** An index of a task in {@link #unclaimed}; a job of more tasks is done in parts. */
  private static final int BITS = 20;

  private static final int MOST_TASKS = (1 << BITS) - 1;

  /**
   * The tasks that nobody has claimed yet: the job's number in 24 bits, the end of their indices,
   * and their start, 20 bits each of the latter. One word, so that a claim that succeeds is of the
   * job that was looked at: its owner changes {@link #task} only after all tasks were claimed and
   * finished.
   *
   * <p>The caller claims from the start and the workers from the end, so that of one job and the
   * next over the same rows, each thread works on those that are in its own caches.
   */
  private final AtomicLong unclaimed = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile IntConsumer task;
  private volatile Throwable failure;

  /**
   * Workers that are not started yet.
   *
   * @param name the prefix of the threads' names
   * @param threads how many threads compute, the caller included; at least 1
   */
  public Workers(String name, int threads) {
    this.name = name;
    this.threads = threads;
    this.workers = new Thread[threads - 1];
  }

  /**
   * How many threads compute, the caller included.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /**
   * Whether all workers wait for a job by spinning, so that even a small one is worth sharing: it
   * starts within a microsecond. Waking a sleeper costs the caller alone about 20.
   *
   * @return a hint, as it may have changed by the next call; false if there are no workers
   */
  public boolean awake() {
    return workers.length > 0 && started == workers.length && sleepers.get() == 0;
  }

  /**
   * Runs tasks 0 to {@code tasks − 1}, and returns when all are done. The caller takes part.
   *
   * @param tasks how many
   * @param task called once for each index, from several threads
   * @throws RuntimeException a failure of a task
   */
  public void forEach(int tasks, IntConsumer task) {
    int done = Math.min(MOST_TASKS, tasks);
    share(done, task); // as it is, so that nothing is allocated
    while (done < tasks) {
      int first = done;
      int part = Math.min(MOST_TASKS, tasks - first);
      share(part, index -> task.accept(first + index));
      done += part;
    }
  }

  private void share(int tasks, IntConsumer task) {
    if (tasks <= 1 || threads == 1 || closed || !owned.compareAndSet(false, true)) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    try {
      this.task = task;
      unfinished.set(tasks);
      long job = (unclaimed.get() >>> (2 * BITS)) + 1;
      unclaimed.set((job << (2 * BITS)) | ((long) tasks << BITS));
      int needed = Math.min(workers.length, tasks - 1);
      if (started < needed || sleepers.get() > 0) {
        wake(needed);
      }
      work(true);
      await();
      throwFailure();
    } finally {
      this.task = null;
      failure = null;
      owned.set(false);
    }
  }

  private void wake(int needed) {
    synchronized (workers) {
      for (int i = 0; i < needed; i++) {
        if (workers[i] == null) {
          int index = i;
          workers[i] = new Thread(() -> serve(index), name + "-worker-" + (i + 1));
          workers[i].setDaemon(true);
          workers[i].start();
          started++;
        } else {
          LockSupport.unpark(workers[i]);
        }
      }
    }
  }

  private void serve(int index) {
    long idleSince = System.nanoTime();
    while (true) {
      if (work(false)) {
        idleSince = System.nanoTime();
        continue;
      }
      long idle = System.nanoTime() - idleSince;
      if (closed || idle > IDLE_NANOS) {
        synchronized (workers) {
          // Looked at under the lock that wake() holds, so that no job is missed.
          if (closed || allClaimed(unclaimed.get())) {
            workers[index] = null;
            started--;
            return;
          }
        }
      } else if (idle < SPIN_NANOS) {
        Thread.onSpinWait();
      } else if (sleep()) {
        // Woken for a job, that others may have finished by now; the next one is near.
        idleSince = System.nanoTime();
      }
    }
  }

  /** Sleeps until woken, or for as long as a worker may idle; whether it was woken. */
  private boolean sleep() {
    long start = System.nanoTime();
    sleepers.incrementAndGet();
    if (allClaimed(unclaimed.get())) {
      LockSupport.parkNanos(this, IDLE_NANOS);
    }
    sleepers.decrementAndGet();
    return System.nanoTime() - start < IDLE_NANOS;
  }

  private static int start(long unclaimed) {
    return (int) (unclaimed & MOST_TASKS);
  }

  private static int end(long unclaimed) {
    return (int) ((unclaimed >>> BITS) & MOST_TASKS);
  }

  private static boolean allClaimed(long unclaimed) {
    return start(unclaimed) == end(unclaimed);
  }

  /** Claims and runs tasks until none is left, from either end; whether there was one. */
  private boolean work(boolean fromStart) {
    boolean worked = false;
    while (true) {
      long seen = unclaimed.get();
      if (allClaimed(seen)) {
        return worked;
      }
      IntConsumer job = task;
      if (unclaimed.compareAndSet(seen, fromStart ? seen + 1 : seen - (1L << BITS))) {
        worked = true;
        try {
          job.accept(fromStart ? start(seen) : end(seen) - 1);
        } catch (Throwable e) { // handed to the caller; a worker must survive it
          failure = e;
        } finally {
          unfinished.decrementAndGet();
        }
      }
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yielding is the point: see below
  private void await() {
    if (unfinished.get() == 0) {
      return;
    }
    long start = System.nanoTime();
    while (unfinished.get() > 0) {
      if (System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // a task's thread may be waiting for this very processor
      }
    }
  }

  private void throwFailure() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Ends the workers once they have finished the job at hand. Closing twice does nothing. */
  @Override
  public void close() {
    closed = true;
    synchronized (workers) {
      for (Thread worker : workers) {
        LockSupport.unpark(worker);
      }
    }
  }
}
