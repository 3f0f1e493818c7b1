package dev.gradus.conformance;

/**
 * What a backend promises beyond the contract of {@link dev.gradus.tensor.TensorOps}.
 *
 * @param sameBitsForAnyThreadCount whether results have the same bits on 1, 2 and 3 threads
 */
public record Capabilities(boolean sameBitsForAnyThreadCount) {
  /**
   * The strictest promise.
   *
   * @return everything is promised
   */
  public static Capabilities all() {
    return new Capabilities(true);
  }
}
