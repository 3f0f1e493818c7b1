package dev.gradus.guice;

import com.google.inject.Provider;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.tensor.TensorOps;

/**
 * Opens the chosen backend at the first call, and returns the same operations ever after.
 *
 * <p>Guice's own singleton scope would open it at once in {@link
 * com.google.inject.Stage#PRODUCTION}.
 */
final class OpenedOnce implements Provider<TensorOps> {
  private final Provider<BackendConfig> config;
  private final Provider<Backends.Choice> choice;
  private TensorOps ops;

  OpenedOnce(Provider<BackendConfig> config, Provider<Backends.Choice> choice) {
    this.config = config;
    this.choice = choice;
  }

  @Override
  public synchronized TensorOps get() {
    if (ops == null) {
      ops = choice.get().backend().open(config.get());
    }
    return ops;
  }
}
