package dev.gradus.nn.metric;

/**
 * How often each class was taken for each. For one thread.
 *
 * <pre>{@code
 * ConfusionMatrix confusion = new ConfusionMatrix(10);
 * confusion.add(4, 9); // a four, taken for a nine
 * confusion.accuracy();
 * }</pre>
 */
public final class ConfusionMatrix {
  private final long[][] counts;

  /**
   * An empty matrix.
   *
   * @param classCount the number of classes
   */
  public ConfusionMatrix(int classCount) {
    counts = new long[classCount][classCount];
  }

  /**
   * Counts one prediction.
   *
   * @param actual the true class
   * @param predicted the predicted class
   */
  public void add(int actual, int predicted) {
    counts[actual][predicted]++;
  }

  /**
   * One count.
   *
   * @param actual the true class
   * @param predicted the predicted class
   * @return how often the one was taken for the other
   */
  public long count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  /**
   * The number of classes.
   *
   * @return rows and columns
   */
  public int classCount() {
    return counts.length;
  }

  /**
   * All predictions.
   *
   * @return the sum of all counts
   */
  public long total() {
    long total = 0;
    for (long[] row : counts) {
      for (long count : row) {
        total += count;
      }
    }
    return total;
  }

  /**
   * The share of right predictions.
   *
   * @return 0 to 1; NaN before the first
   */
  public double accuracy() {
    long right = 0;
    for (int c = 0; c < counts.length; c++) {
      right += counts[c][c];
    }
    return (double) right / total();
  }
}
