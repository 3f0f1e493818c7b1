package dev.gradus.backend;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A few threads that share the tasks of one kernel.
 *
 * <p>Tasks must write disjoint outputs; which thread runs which task is not determined, so the
 * result must not depend on it. One caller at a time owns the workers; another one meanwhile
 * computes its tasks inline. Workers start when first needed, wait for the next job by spinning for
 * at most 50 µs, then sleep, and end after a second without work.
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
  private final Thread[] workers;
  private volatile Job job;
  private volatile boolean closed;

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
   * Runs tasks 0 to {@code tasks − 1}, and returns when all are done. The caller takes part.
   *
   * @param tasks how many
   * @param task called once for each index, from several threads
   * @throws RuntimeException the first failure of a task
   */
  public void forEach(int tasks, IntConsumer task) {
    if (tasks <= 1 || threads == 1 || closed || !owned.compareAndSet(false, true)) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    try {
      Job mine = new Job(tasks, task);
      job = mine;
      wake(Math.min(workers.length, tasks - 1));
      mine.work();
      mine.await();
    } finally {
      job = null;
      owned.set(false);
    }
  }

  private void wake(int needed) {
    synchronized (workers) {
      for (int i = 0; i < needed; i++) {
        Thread worker = workers[i];
        if (worker == null) {
          int index = i;
          workers[i] = new Thread(() -> serve(index), name + "-worker-" + (i + 1));
          workers[i].setDaemon(true);
          workers[i].start();
        } else {
          LockSupport.unpark(worker);
        }
      }
    }
  }

  private void serve(int index) {
    Job done = null;
    long idleSince = System.nanoTime();
    while (true) {
      Job next = job;
      if (next != null && next != done) {
        next.work();
        done = next;
        idleSince = System.nanoTime();
        continue;
      }
      long idle = System.nanoTime() - idleSince;
      if (closed || idle > IDLE_NANOS) {
        synchronized (workers) {
          // Re-checked under the lock that wake() holds, so that no job is missed.
          if (closed || job == null || job == done) {
            workers[index] = null;
            return;
          }
        }
      } else if (idle < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(this, IDLE_NANOS);
      }
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

  /** One call's tasks, claimed one by one. */
  private static final class Job {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private volatile Throwable failure;

    Job(int tasks, IntConsumer task) {
      this.tasks = tasks;
      this.task = task;
    }

    void work() {
      for (int i = claimed.getAndIncrement(); i < tasks; i = claimed.getAndIncrement()) {
        try {
          task.accept(i);
        } catch (Throwable e) { // handed to the caller; a worker must survive it
          failure = e;
        } finally {
          finished.incrementAndGet();
        }
      }
    }

    @SuppressWarnings("ThreadPriorityCheck") // yielding is the point: see below
    void await() {
      long start = System.nanoTime();
      while (finished.get() < tasks) {
        if (System.nanoTime() - start < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          Thread.yield(); // a task's thread may be waiting for this very processor
        }
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }
}
