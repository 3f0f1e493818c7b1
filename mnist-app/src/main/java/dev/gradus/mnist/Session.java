package dev.gradus.mnist;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.guice.BackendModule;
import dev.gradus.tensor.TensorOps;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configured backend, open. */
final class Session implements AutoCloseable {
  private final Backends.Choice choice;
  private final TensorOps ops;
  private final BackendConfig config;

  private Session(Backends.Choice choice, TensorOps ops, BackendConfig config) {
    this.config = config;
    this.choice = choice;
    this.ops = ops;
  }

  static Session open(BackendConfig config) {
    Injector injector = Guice.createInjector(new BackendModule(config));
    return new Session(
        injector.getInstance(Backends.Choice.class), injector.getInstance(TensorOps.class), config);
  }

  TensorOps ops() {
    return ops;
  }

  /** Backend, precision and threads in words. */
  String describe() {
    return "%s %s on %s"
        .formatted(ops.backend(), ops.precision(), Text.count(ops.threads(), "thread"));
  }

  /** The same with the reason of the choice. */
  String describeWithReason() {
    return describe() + " (" + choice.reason() + ")";
  }

  /** The settings that open such a session again. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("backend", ops.backend());
    settings.put("precision", ops.precision().toString());
    settings.put("threads", ops.threads());
    settings.put("device", config.device().toString());
    return settings;
  }

  @Override
  public void close() {
    ops.close();
  }
}
