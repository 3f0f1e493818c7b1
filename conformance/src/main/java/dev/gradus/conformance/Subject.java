package dev.gradus.conformance;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;

/**
 * A backend opened in one precision, to be proven. Closing it closes its operations.
 *
 * <pre>{@code
 * try (Subject subject = Subject.open(backend, Precision.F32)) {
 *   new Conformance(Extent.QUICK).run(rule, subject).requirePassed();
 * }
 * }</pre>
 */
public final class Subject implements AutoCloseable {
  private final Backend backend;
  private final Precision precision;
  private final TensorOps ops;

  private Subject(Backend backend, Precision precision, TensorOps ops) {
    this.backend = backend;
    this.precision = precision;
    this.ops = ops;
  }

  /**
   * Opens a backend on as many threads as there are processors.
   *
   * @param backend the backend
   * @param precision the precision of all tensors
   * @return the open backend
   * @throws IllegalStateException if the backend cannot run here, or its {@code open} throws; that
   *     is a failure, not a reason to skip
   */
  public static Subject open(Backend backend, Precision precision) {
    if (backend.availability() instanceof Availability.Unavailable why) {
      throw new IllegalStateException(
          "%s cannot be proven, as it cannot run here: %s".formatted(backend.name(), why));
    }
    int threads = Runtime.getRuntime().availableProcessors();
    try {
      TensorOps ops = backend.open(configuration(backend, precision, threads));
      return new Subject(backend, precision, ops);
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException("open(%s) threw %s".formatted(precision, e), e);
    }
  }

  private static BackendConfig configuration(Backend backend, Precision precision, int threads) {
    return BackendConfig.defaults()
        .withBackend(backend.name())
        .withPrecision(precision)
        .withThreads(threads);
  }

  /**
   * The backend.
   *
   * @return as given
   */
  public Backend backend() {
    return backend;
  }

  /** What was asked for; a broken backend may have opened another one. */
  Precision precision() {
    return precision;
  }

  /**
   * The operations that most rules use.
   *
   * @return open until this is closed
   */
  public TensorOps ops() {
    return ops;
  }

  /** A second instance of the same backend, for the caller to close. */
  TensorOps openAnother(Precision precision) {
    return openAnother(precision, Runtime.getRuntime().availableProcessors());
  }

  TensorOps openAnother(Precision precision, int threads) {
    return backend.open(configuration(backend, precision, threads));
  }

  @Override
  public void close() {
    ops.close();
  }
}
