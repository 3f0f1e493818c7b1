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

  /** Fewer are done before a worker that is awake has taken its part. */
  private static final int PAYS_AWAKE = 1 << 14;

  /** Elements of one task: well within the L2 cache. */
  private static final int TASK = 1 << 15;

  /** Tasks of one thread, so that a slow thread delays the others little. */
  private static final int TASKS_PER_THREAD = 6;

  /** Elements are split at multiples of every vector length. */
  private static final int ALIGNED = 16;

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

  /** Into how many tasks a job should be cut: enough to be shared evenly. */
  int wanted() {
    return workers.threads() == 1 ? 1 : TASKS_PER_THREAD * workers.threads();
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
    split(size, 1, ALIGNED, range);
  }

  /** Splits a range of rows, each of {@code columns} elements of work. */
  void rows(int rows, int columns, Range range) {
    split(rows, columns, 1, range);
  }

  private void split(int rows, int columns, int aligned, Range range) {
    long work = (long) rows * columns;
    if (!pays(work)) {
      range.run(0, rows);
      return;
    }
    int least = 2 * workers.threads();
    int most = groups(rows, aligned);
    int parts = (int) Math.min(most, Math.max(least, work / TASK));
    workers.forEach(
        parts,
        part ->
            range.run(
                start(part, parts, most) * aligned,
                Math.min(rows, start(part + 1, parts, most) * aligned)));
  }

  /**
   * Runs the tasks of a larger job, on the workers if it pays.
   *
   * @param tasks how many
   * @param work of all together, in elements or multiplications
   * @param task called for each
   */
  void tasks(int tasks, long work, IntConsumer task) {
    if (pays(work)) {
      workers.forEach(tasks, task);
      return;
    }
    for (int i = 0; i < tasks; i++) {
      task.accept(i);
    }
  }

  private boolean pays(long work) {
    return workers.threads() > 1 && (work >= PAYS || (work >= PAYS_AWAKE && workers.awake()));
  }
}
