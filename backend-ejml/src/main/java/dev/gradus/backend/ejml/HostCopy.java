package dev.gradus.backend.ejml;

/**
 * Copies between arrays of either precision.
 *
 * <p>Apart from {@link FloatOps}, since {@code store(float[], …)} and {@code store(double[], …)}
 * must not become one in its generated twin.
 */
final class HostCopy {
  private HostCopy() {}

  /** Copies {@code size} elements between two arrays that are each float[] or double[]. */
  static void copy(Object from, Object to, int size) {
    if (from instanceof float[] narrow && to instanceof double[] wide) {
      for (int i = 0; i < size; i++) {
        wide[i] = narrow[i];
      }
    } else if (from instanceof double[] wide && to instanceof float[] narrow) {
      for (int i = 0; i < size; i++) {
        narrow[i] = (float) wide[i];
      }
    } else {
      System.arraycopy(from, 0, to, 0, size);
    }
  }
}
