package dev.gradus.backend.vector;

import dev.gradus.backend.Workers;
import java.util.function.IntConsumer;

/**
 * Splits work over the workers where it is large enough to pay. Always over outputs, so that the
 * split leaves no trace in the bits.
 */
final class Splitter {
  /** Fewer elements, or multiplications, are done before a sleeping worker has woken up. */
  private static final int PAYS = 1 << 18;

  /** Elements of one task: a multiple of every vector length, and well within the L2 cache. */
  private static final int TASK = 1 << 15;

  private final Workers workers;

  Splitter(Workers workers) {
    this.workers = workers;
  }

  /** Work on the outputs {@code from} to {@code to − 1}. */
  interface Range {
    void run(int from, int to);
  }

  int threads() {
    return workers.threads();
  }

  /** How many groups of at most {@code group} there are. */
  static int groups(int size, int group) {
    return (size + group - 1) / group;
  }

  /** Where the part with this index starts, if a size is cut into parts as alike as possible. */
  static int start(int part, int parts, int size) {
    return (int) ((long) part * size / parts);
  }

  /** Splits a range of elements. */
  void elements(int size, Range range) {
    rows(size, 1, range);
  }

  /** Splits a range of rows, each of {@code columns} elements of work. */
  void rows(int rows, int columns, Range range) {
    if (workers.threads() == 1 || (long) rows * columns < PAYS) {
      range.run(0, rows);
      return;
    }
    int step = Math.max(1, TASK / columns);
    workers.forEach(
        groups(rows, step),
        task -> range.run(task * step, Math.min(rows - task * step, step) + task * step));
  }

  /**
   * Runs the tasks of a larger job, on the workers if it pays.
   *
   * @param tasks how many
   * @param work of all together, in elements or multiplications
   * @param task called for each
   */
  void tasks(int tasks, long work, IntConsumer task) {
    if (work < PAYS) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
    } else {
      workers.forEach(tasks, task);
    }
  }
}
