package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.tensor.Precision;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A fresh JVM that opens the backend under test by the name of its class: the Java of this process,
 * its class path and its arguments, but for those that concern this process alone (agents, memory,
 * the way to compile).
 */
final class FreshProcess implements AutoCloseable {
  /** Before what a main class of the kit says, as libraries write to the console too. */
  private static final String MARK = "conformance: ";

  /** The first line: whatever fails before it was not the backend. */
  private static final String STARTED = MARK + "started";

  /** Where a JVM finds arguments that its command does not show. */
  private static final List<String> HIDDEN_ARGUMENTS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final int MINUTES = 20;
  private static final int LINES_SHOWN = 12;

  private static final List<String> NOT_INHERITED =
      List.of(
          "-agent",
          "-javaagent",
          "-Xagent",
          "-Xdebug",
          "-Xrun",
          "-Xint",
          "-Xcomp",
          "-Xmx",
          "-Xms",
          "-Xmn",
          "-Xlog",
          "-Dcom.sun.management.jmxremote", // a port, which this process has taken
          "-XX:StartFlightRecording",
          "-XX:FlightRecorder",
          "-XX:+Use", // a garbage collector, of which there can be one
          "-XX:MaxRAM",
          "-XX:InitialRAM",
          "--module-path",
          "--upgrade-module-path",
          "--patch-module",
          "--add-reads",
          "--limit-modules");

  private final Process process;
  private final Path output;

  private FreshProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** For the main classes: says a line to the process that waits. */
  static void say(String line) {
    System.out.println(MARK + line);
  }

  /** For the main classes: the backend whose name {@link #start} has handed over. */
  static Subject open(String backendClass, String precision) throws ReflectiveOperationException {
    System.out.println(STARTED);
    Backend backend = (Backend) constructor(Class.forName(backendClass)).newInstance();
    return Subject.open(backend, Precision.parse(precision));
  }

  private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor;
  }

  /**
   * Starts one.
   *
   * @param trial whose backend and precision the main class gets as its first two arguments
   * @param main of the kit
   * @param jvm further arguments of the JVM
   * @param arguments further arguments of the main class
   * @return to be closed
   * @throws AssertionError if the backend has no constructor without arguments, or no process can
   *     be started
   */
  static FreshProcess start(Trial trial, Class<?> main, List<String> jvm, String... arguments) {
    Class<?> backend = trial.subject().backend().getClass();
    try {
      constructor(backend);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(
          ("a fresh process cannot open %s: it has no constructor without arguments;"
                  + " give it a public one, as the contract of Backend asks")
              .formatted(backend.getName()),
          e);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(inherited(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath(backend), main.getName()));
    command.addAll(List.of(backend.getName(), trial.precision().toString()));
    command.addAll(Arrays.asList(arguments));
    Path output = null;
    try {
      output = Files.createTempFile("conformance", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().keySet().removeAll(HIDDEN_ARGUMENTS);
      return new FreshProcess(builder.redirectOutput(output.toFile()).start(), output);
    } catch (IOException e) {
      delete(output);
      throw new AssertionError(notTheBackend(e.getMessage()), e);
    }
  }

  private static String notTheBackend(String why) {
    return "the kit could not start a fresh JVM, which says nothing of the backend: " + why;
  }

  /** Without what concerns the other process alone. */
  static List<String> inherited(List<String> arguments) {
    Set<String> modules =
        ModuleFinder.ofSystem().findAll().stream()
            .map(module -> module.descriptor().name())
            .collect(Collectors.toSet());
    String add = "--add-modules=";
    return arguments.stream()
        .filter(argument -> NOT_INHERITED.stream().noneMatch(argument::startsWith))
        .filter(
            argument ->
                !argument.startsWith(add) || modules.contains(argument.substring(add.length())))
        .toList();
  }

  private static String classPath(Class<?> backend) {
    Set<String> entries = new LinkedHashSet<>();
    for (String property : new String[] {"java.class.path", "jdk.module.path"}) {
      entries.addAll(Arrays.asList(System.getProperty(property, "").split(File.pathSeparator)));
    }
    ClassLoader loader = backend.getClassLoader();
    for (; loader instanceof URLClassLoader urls; loader = loader.getParent()) {
      for (URL url : urls.getURLs()) {
        add(entries, url);
      }
    }
    for (Class<?> type : List.of(backend, FreshProcess.class)) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source != null) {
        add(entries, source.getLocation());
      }
    }
    entries.remove("");
    return String.join(File.pathSeparator, entries);
  }

  private static void add(Set<String> entries, URL url) {
    if (url.getProtocol().toLowerCase(Locale.ROOT).equals("file")) {
      try {
        entries.add(Path.of(url.toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException("not a path: " + url, e);
      }
    }
  }

  /**
   * Waits for its end.
   *
   * @return what it said, line by line
   * @throws AssertionError if it failed, with the last that it wrote
   */
  List<String> lines() {
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      // Libraries write in whatever encoding they like: what is no UTF-8 must not throw.
      List<String> lines =
          new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(failure(ended, lines));
      }
      return lines.stream()
          .filter(line -> line.startsWith(MARK) && !line.equals(STARTED))
          .map(line -> line.substring(MARK.length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + output + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("conformance: interrupted while a rule ran", e);
    }
  }

  private String failure(boolean ended, List<String> lines) {
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    String how =
        "%s:%n%s"
            .formatted(
                ended
                    ? "ended with the exit value " + process.exitValue()
                    : "had not ended after %d minutes".formatted(MINUTES),
                String.join(System.lineSeparator(), last));
    return lines.contains(STARTED) ? "a fresh process " + how : notTheBackend("it " + how);
  }

  /** Leaves neither the process nor its file. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    delete(output);
  }

  private static void delete(Path output) {
    try {
      if (output != null) {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + output + ": " + e.getMessage(), e);
    }
  }
}
