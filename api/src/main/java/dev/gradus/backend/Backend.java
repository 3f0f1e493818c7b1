package dev.gradus.backend;

import dev.gradus.tensor.TensorOps;
import java.util.OptionalLong;

/**
 * A provider of {@link TensorOps}, found by {@link java.util.ServiceLoader}.
 *
 * <p>Loading and asking a backend is cheap and touches none of its libraries; only {@link #open}
 * does. Implementations have a public constructor without arguments and are safe for use by many
 * threads.
 */
public interface Backend {
  /**
   * The name that configuration uses.
   *
   * @return lower case, without spaces
   */
  String name();

  /**
   * What it is, for a list that people read.
   *
   * @return one line
   */
  String description();

  /**
   * Whether it can run in this process.
   *
   * @return available, or the reason and the remedy
   */
  Availability availability();

  /**
   * What it promises. A backend that cannot keep all of it overrides this.
   *
   * @return {@link Capabilities#full()} unless overridden
   */
  default Capabilities capabilities() {
    return Capabilities.full();
  }

  /**
   * What its tensors hold outside the Java heap, in this process and by the backend's own count.
   *
   * @return bytes; empty if it holds nothing there
   */
  default OptionalLong nativeBytes() {
    return OptionalLong.empty();
  }

  /**
   * Opens the backend.
   *
   * @param config precision, threads and device; its backend name is not looked at
   * @return new operations, to be closed by the caller
   * @throws IllegalStateException if it is not available here
   * @throws IllegalArgumentException if it cannot serve this configuration
   */
  TensorOps open(BackendConfig config);
}
