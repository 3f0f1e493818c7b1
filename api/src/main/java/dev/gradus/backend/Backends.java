package dev.gradus.backend;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Finds the backends on the class or module path and chooses one. Stateless and thread-safe.
 *
 * <pre>{@code
 * try (TensorOps ops = Backends.open(BackendConfig.resolve())) { … }
 * }</pre>
 */
public final class Backends {
  /** What {@code auto} tries, in this order. */
  private static final List<String> AUTO_ORDER = List.of("vector", "ejml");

  private Backends() {}

  /**
   * A chosen backend.
   *
   * @param backend the backend
   * @param reason why it was chosen, for a log line
   */
  public record Choice(Backend backend, String reason) {}

  /**
   * All backends that the thread's context class loader sees, available or not, by name. A provider
   * that cannot even be loaded, say because a class that it needs is missing, is left out.
   *
   * @return a new list
   */
  public static List<Backend> all() {
    Map<String, Backend> found = new TreeMap<>();
    addTo(found, ServiceLoader.load(Backend.class));
    addTo(found, ServiceLoader.load(Backend.class, Backends.class.getClassLoader()));
    return new ArrayList<>(found.values());
  }

  private static void addTo(Map<String, Backend> found, ServiceLoader<Backend> loader) {
    Iterator<Backend> providers = loader.iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        Backend backend = providers.next();
        found.putIfAbsent(backend.name(), backend);
      } catch (ServiceConfigurationError | LinkageError e) {
        // Another provider's broken jar is no reason to refuse the sound ones: on to the next.
      }
    }
  }

  /**
   * The backend that the configuration names; for {@code auto}, the first of vector and ejml that
   * can run.
   *
   * @param config the configuration
   * @return the backend and the reason
   * @throws IllegalArgumentException if no backend has this name, or it does not compute in this
   *     precision; the message lists the known ones
   * @throws IllegalStateException if it cannot run here; the message says why and what to add
   */
  public static Choice choose(BackendConfig config) {
    return choose(config, all());
  }

  /**
   * As {@link #choose(BackendConfig)}, among the given backends.
   *
   * @param config the configuration
   * @param backends those to choose from
   * @return the backend and the reason
   * @throws IllegalArgumentException if no backend has this name, or it does not compute in this
   *     precision
   * @throws IllegalStateException if it cannot run here
   */
  public static Choice choose(BackendConfig config, Collection<Backend> backends) {
    if (config.backend().equals(BackendConfig.AUTO)) {
      return chooseAutomatically(config, backends);
    }
    Backend backend = named(config.backend(), backends);
    if (backend == null) {
      throw new IllegalArgumentException(
          "backend: there is no '%s' (%s); known: %s, auto"
              .formatted(config.backend(), config.origin(), names(backends)));
    }
    if (backend.availability() instanceof Availability.Unavailable why) {
      throw new IllegalStateException(backend.name() + ": " + why);
    }
    if (!backend.capabilities().precisions().contains(config.precision())) {
      throw new IllegalArgumentException(
          "%s: does not compute in %s; choose the precision %s"
              .formatted(
                  backend.name(),
                  config.precision(),
                  String.join(
                      " or ",
                      backend.capabilities().precisions().stream()
                          .map(Precision::toString)
                          .sorted()
                          .toList())));
    }
    return new Choice(backend, "named by " + config.origin());
  }

  private static Choice chooseAutomatically(BackendConfig config, Collection<Backend> backends) {
    if (config.device() != Device.CPU) {
      throw new IllegalArgumentException(
          "device: auto chooses among %s, which compute on the cpu; for %s name --backend nd4j"
              .formatted(AUTO_ORDER, config.device()));
    }
    List<String> refusals = new ArrayList<>();
    for (String name : AUTO_ORDER) {
      Backend backend = named(name, backends);
      if (backend == null) {
        refusals.add(name + " is not on the class path");
      } else if (backend.availability() instanceof Availability.Unavailable why) {
        refusals.add(name + " cannot run: " + why);
      } else {
        refusals.add(name + " is the first of " + AUTO_ORDER + " that can run");
        return new Choice(backend, String.join(". ", refusals));
      }
    }
    throw new IllegalStateException(
        "backend: auto found none that can run: "
            + String.join(", ", refusals)
            + "; add one of these backends, or name another: "
            + names(backends));
  }

  private static Backend named(String name, Collection<Backend> backends) {
    return backends.stream().filter(b -> b.name().equals(name)).findFirst().orElse(null);
  }

  private static String names(Collection<Backend> backends) {
    return String.join(", ", backends.stream().map(Backend::name).sorted().toList());
  }

  /**
   * Chooses and opens, for programs without Guice.
   *
   * @param config the configuration
   * @return new operations, to be closed by the caller
   * @throws IllegalArgumentException as {@link #choose} and {@link Backend#open}
   * @throws IllegalStateException as {@link #choose} and {@link Backend#open}
   */
  public static TensorOps open(BackendConfig config) {
    return choose(config).backend().open(config);
  }
}
