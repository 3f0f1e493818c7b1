package dev.gradus.benchmarks.jmh;

/** A loop of fused multiply-adds on registers alone: no product can be faster. */
interface FmaLoop {
  /**
   * Runs it.
   *
   * @param iterations how often
   * @return a number that depends on all of them
   */
  double run(int iterations);

  /** The floating point operations of one iteration. */
  int operations();
}
