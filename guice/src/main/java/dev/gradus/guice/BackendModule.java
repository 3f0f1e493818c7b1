package dev.gradus.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provides;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.name.Names;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.tensor.TensorOps;
import java.util.Map;
import java.util.Objects;

/**
 * Binds {@link TensorOps} to the backend that the configuration names.
 *
 * <p>What it binds:
 *
 * <ul>
 *   <li>{@link BackendConfig}: the one given to the constructor.
 *   <li>{@code Map<String, Backend>}: a {@link MapBinder} of all backends on the class path, by
 *       name. Each entry is linked to {@code @Named(name) Backend}.
 *   <li>{@link Backends.Choice}: the chosen backend and the reason, for a log line.
 *   <li>{@link TensorOps}: one instance for each injector, opened when it is first asked for, also
 *       in {@link com.google.inject.Stage#PRODUCTION}. A backend that is unknown or cannot run
 *       fails only then, with the message of {@link Backends#choose} as the cause of the {@link
 *       com.google.inject.ProvisionException}.
 * </ul>
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new BackendModule(), new TrainingModule());
 * try (TensorOps ops = injector.getInstance(TensorOps.class)) {
 *   injector.getInstance(Training.class).run();
 * }
 * }</pre>
 *
 * <p>The program that creates the injector closes the {@code TensorOps}, as above: Guice closes
 * nothing. One that is never closed is freed by the garbage collector.
 *
 * <p>A backend is added by any other module through its own {@code MapBinder}, and replaced with
 * {@link com.google.inject.util.Modules#override}, which also replaces the configuration:
 *
 * <pre>{@code
 * MapBinder.newMapBinder(binder(), String.class, Backend.class).addBinding("mine").to(Mine.class);
 * bind(Key.get(Backend.class, Names.named("ejml"))).to(MyEjml.class); // in an overriding module
 * }</pre>
 *
 * <p>Immutable; one module may serve several injectors, each with a {@code TensorOps} of its own.
 */
public final class BackendModule extends AbstractModule {
  private final BackendConfig config;

  /**
   * Configured by system properties, environment and {@code gradus.properties}.
   *
   * @throws IllegalArgumentException as {@link BackendConfig#resolve()}
   */
  public BackendModule() {
    this(BackendConfig.resolve());
  }

  /**
   * Configured by the program.
   *
   * @param config the backend's name, precision, threads and device
   */
  public BackendModule(BackendConfig config) {
    this.config = Objects.requireNonNull(config, "config");
  }

  @Override
  protected void configure() {
    bind(BackendConfig.class).toInstance(config);
    MapBinder<String, Backend> backends =
        MapBinder.newMapBinder(binder(), String.class, Backend.class);
    for (Backend backend : Backends.all()) {
      // Linked to a key of its own, since an override cannot reach into a MapBinder.
      Key<Backend> named = Key.get(Backend.class, Names.named(backend.name()));
      bind(named).toInstance(backend);
      backends.addBinding(backend.name()).to(named);
    }
    bind(TensorOps.class)
        .toProvider(
            new OpenedOnce(getProvider(BackendConfig.class), getProvider(Backends.Choice.class)));
  }

  @Provides
  Backends.Choice choice(BackendConfig config, Map<String, Backend> backends) {
    return Backends.choose(config, backends.values());
  }
}
