package dev.gradus.conformance;

/** Hears of every rule that has run. */
@FunctionalInterface
public interface ProgressListener {
  /**
   * A rule has run.
   *
   * @param done how many have run so far, this one included
   * @param total how many there are
   * @param outcome what it found
   */
  void finished(int done, int total, Outcome outcome);

  /**
   * For those who only want the report.
   *
   * @return a listener that does nothing
   */
  static ProgressListener none() {
    return (done, total, outcome) -> {};
  }
}
