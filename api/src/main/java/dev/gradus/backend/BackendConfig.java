package dev.gradus.backend;

import dev.gradus.tensor.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/**
 * Which backend to open, and how. Immutable.
 *
 * <p>{@link #resolve(Map)} asks four sources, the strongest first: the given settings (command-line
 * flags), system properties such as {@code gradus.backend}, environment variables such as {@code
 * GRADUS_BACKEND}, and the file {@code gradus.properties} on the class path. The keys are {@code
 * backend}, {@code precision}, {@code threads} and {@code device}; each is looked up on its own, in
 * any case, and blank is the same as absent (except in flags).
 *
 * <pre>{@code
 * BackendConfig config = BackendConfig.resolve().withPrecision(Precision.F64);
 * }</pre>
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the name is blank or the threads
 * are out of range.
 *
 * @param backend a backend's name, or {@link #AUTO}
 * @param precision the format of all tensors
 * @param threads the most threads that one operation uses, 1 to {@link #MAX_THREADS}
 * @param device where to compute
 * @param origin who named the backend, for messages: {@code flag}, {@code environment
 *     GRADUS_BACKEND}, …
 */
public record BackendConfig(
    String backend, Precision precision, int threads, Device device, String origin) {
  /** The name that leaves the choice to {@link Backends#choose}. */
  public static final String AUTO = "auto";

  /** More threads than any machine has; a larger number is a slip of the hand. */
  public static final int MAX_THREADS = 1024;

  private static final String FILE = "gradus.properties";

  /**
   * Checks the parts.
   *
   * @param backend a backend's name, or {@link #AUTO}
   * @param precision the format of all tensors
   * @param threads the most threads that one operation uses
   * @param device where to compute
   * @param origin who named the backend
   * @throws IllegalArgumentException if the name is blank or threads are out of range
   */
  public BackendConfig {
    if (backend.isBlank()) {
      throw new IllegalArgumentException("backend: expected a name or auto, got a blank");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
    }
    if (threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads: expected at most " + MAX_THREADS + ", got " + threads);
    }
  }

  /**
   * What holds where nothing is configured: {@code auto}, f32, as many threads as the JVM sees
   * processors, cpu.
   *
   * @return the defaults
   */
  public static BackendConfig defaults() {
    return new BackendConfig(
        AUTO, Precision.F32, Runtime.getRuntime().availableProcessors(), Device.CPU, "default");
  }

  /**
   * The configuration from system properties, environment and {@code gradus.properties}.
   *
   * @return the configuration
   * @throws IllegalArgumentException if a setting cannot be read; the message names its source
   */
  public static BackendConfig resolve() {
    return resolve(Map.of());
  }

  /**
   * The configuration from the given settings first, then as {@link #resolve()}.
   *
   * @param flags settings that win over all others, under the keys {@code backend}, {@code
   *     precision}, {@code threads}, {@code device}
   * @return the configuration
   * @throws IllegalArgumentException if a setting cannot be read; the message names its source
   * @throws UncheckedIOException if {@code gradus.properties} is there but cannot be read
   */
  public static BackendConfig resolve(Map<String, String> flags) {
    return resolve(flags, System::getProperty, System::getenv, fileSettings());
  }

  static BackendConfig resolve(
      Map<String, String> flags,
      Function<String, String> systemProperties,
      Function<String, String> environment,
      Function<String, String> file) {
    BackendConfig config = defaults();
    for (String key : new String[] {"backend", "precision", "threads", "device"}) {
      String property = "gradus." + key;
      String variable = "GRADUS_" + key.toUpperCase(Locale.ROOT);
      if (flags.get(key) != null) {
        config = config.with(key, flags.get(key), "flag --" + key);
      } else if (isSet(systemProperties.apply(property))) {
        String origin = "system property " + property;
        config = config.with(key, systemProperties.apply(property), origin);
      } else if (isSet(environment.apply(variable))) {
        config = config.with(key, environment.apply(variable), "environment " + variable);
      } else if (isSet(file.apply(property))) {
        config = config.with(key, file.apply(property), "file " + FILE);
      }
    }
    return config;
  }

  /** Scripts and containers often unset a variable by emptying it. */
  private static boolean isSet(String text) {
    return text != null && !text.isBlank();
  }

  private static Function<String, String> fileSettings() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? BackendConfig.class.getClassLoader() : context;
    URL url = loader.getResource(FILE);
    if (url == null) {
      return key -> null;
    }
    Properties properties = new Properties();
    try (InputStream in = url.openStream()) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + url + ": " + e.getMessage(), e);
    }
    return properties::getProperty;
  }

  private BackendConfig with(String key, String text, String source) {
    String value = text.strip();
    try {
      return switch (key) {
        case "backend" ->
            new BackendConfig(value.toLowerCase(Locale.ROOT), precision, threads, device, source);
        case "precision" -> withPrecision(Precision.parse(value));
        case "threads" -> withThreads(parseThreads(value));
        default -> withDevice(Device.parse(value));
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + source + ")", e);
    }
  }

  private static int parseThreads(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "threads: expected a whole number of at least 1, got '" + text + "'", e);
    }
  }

  /**
   * The same with another backend, named by the program.
   *
   * @param backend a backend's name, or {@link #AUTO}
   * @return a new configuration
   */
  public BackendConfig withBackend(String backend) {
    return new BackendConfig(backend, precision, threads, device, "program");
  }

  /**
   * The same with another precision.
   *
   * @param precision the format of all tensors
   * @return a new configuration
   */
  public BackendConfig withPrecision(Precision precision) {
    return new BackendConfig(backend, precision, threads, device, origin);
  }

  /**
   * The same with another number of threads.
   *
   * @param threads at least 1
   * @return a new configuration
   */
  public BackendConfig withThreads(int threads) {
    return new BackendConfig(backend, precision, threads, device, origin);
  }

  /**
   * The same on another device.
   *
   * @param device where to compute
   * @return a new configuration
   */
  public BackendConfig withDevice(Device device) {
    return new BackendConfig(backend, precision, threads, device, origin);
  }

  /**
   * For backends that compute on the processor alone.
   *
   * @param name the backend that asks
   * @throws IllegalArgumentException if another device is configured
   */
  public void requireCpu(String name) {
    if (device != Device.CPU) {
      throw new IllegalArgumentException(
          "%s: computes on the cpu only, device %s was asked for; use --backend nd4j, or --device"
                  .formatted(name, device)
              + " cpu");
    }
  }
}
