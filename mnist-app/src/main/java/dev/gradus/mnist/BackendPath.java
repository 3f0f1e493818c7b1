package dev.gradus.mnist;

import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * Backends from outside. While it is open, the thread's context class loader sees them beside ours,
 * and so does {@link Backends}.
 *
 * <p>A broken backend on the class path is left out; one that the user named here is an error.
 */
final class BackendPath implements AutoCloseable {
  private static final String OPTION = "--backend-path";
  private static final String SERVICE_FILE = "META-INF/services/" + Backend.class.getName();

  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();
  private final String path;
  private final URLClassLoader loader;

  private BackendPath(String path) {
    this.path = path;
    this.loader = new URLClassLoader(urls(path), BackendPath.class.getClassLoader());
  }

  /**
   * Opens a path.
   *
   * @param path jars and folders of classes, separated as in a class path; or null for none
   * @throws IllegalArgumentException if an entry is not there, none has a backend, or a backend
   *     cannot be loaded or has a name that is taken
   */
  static BackendPath open(String path) {
    BackendPath opened = new BackendPath(path);
    try {
      if (path != null) {
        opened.requireBackends();
      }
      opened.thread.setContextClassLoader(opened.loader);
      return opened;
    } catch (Throwable e) {
      opened.close();
      throw e;
    }
  }

  private static URL[] urls(String path) {
    List<URL> urls = new ArrayList<>();
    for (String entry : path == null ? new String[0] : path.split(File.pathSeparator, -1)) {
      urls.add(url(entry));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(String entry) {
    String several = "; several are separated by " + File.pathSeparator;
    if (entry.isBlank()) {
      throw new IllegalArgumentException(
          OPTION + ": expected jars or folders, got a blank" + several);
    }
    try {
      Path file = Path.of(entry);
      if (!Files.exists(file)) {
        throw refusal(entry, "there is no such jar or folder" + several);
      }
      if (!Files.isDirectory(file)) {
        new JarFile(file.toFile()).close(); // or the loader would pass over it silently
      }
      return file.toUri().toURL();
    } catch (InvalidPathException | IOException e) {
      throw refusal(entry, "expected a jar or a folder of classes, got none: " + e.getMessage());
    }
  }

  private static IllegalArgumentException refusal(String path, String why) {
    return new IllegalArgumentException("%s %s: %s".formatted(OPTION, path, why));
  }

  private void requireBackends() {
    if (loader.findResource(SERVICE_FILE) == null) {
      throw refusal(
          path, "no backend in it; a backend's jar names its class in the file " + SERVICE_FILE);
    }
    Set<String> taken = new HashSet<>(List.of(BackendConfig.AUTO));
    Backends.all().forEach(backend -> taken.add(backend.name()));
    for (String name : names()) {
      if (!taken.add(name)) {
        throw refusal(
            path,
            "its backend '" + name + "' has a name that is taken; have name() return another");
      }
    }
  }

  /** The names of the backends that come from this path and not from the class path. */
  private List<String> names() {
    List<String> names = new ArrayList<>();
    try {
      for (Backend backend : ServiceLoader.load(Backend.class, loader)) {
        if (backend.getClass().getClassLoader() == loader) {
          names.add(backend.name());
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw refusal(
          path,
          "a backend in it cannot be loaded: %s; build it with the gradus-api of this version, and add"
                  .formatted(e.getCause() == null ? e : e.getCause())
              + " the jars that it needs to the path");
    }
    if (names.isEmpty()) {
      throw refusal(path, "its backends are on the class path already; leave the option out");
    }
    return names;
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
