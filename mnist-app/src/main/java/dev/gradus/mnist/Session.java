package dev.gradus.mnist;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.guice.BackendModule;
import dev.gradus.tensor.TensorOps;

/** The configured backend, open. */
final class Session implements AutoCloseable {
  private final Backends.Choice choice;
  private final TensorOps ops;

  private Session(Backends.Choice choice, TensorOps ops) {
    this.choice = choice;
    this.ops = ops;
  }

  static Session open(BackendConfig config) {
    Injector injector = Guice.createInjector(new BackendModule(config));
    return new Session(
        injector.getInstance(Backends.Choice.class), injector.getInstance(TensorOps.class));
  }

  TensorOps ops() {
    return ops;
  }

  /** Backend, precision and threads, in words, with the reason of the choice. */
  String describe() {
    return "%s %s on %s (%s)"
        .formatted(
            ops.backend(),
            ops.precision(),
            Text.count(ops.threads(), "thread"),
            choice.reason());
  }

  @Override
  public void close() {
    ops.close();
  }
}
