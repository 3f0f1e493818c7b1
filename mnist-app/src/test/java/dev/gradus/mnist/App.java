package dev.gradus.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as a user starts it: a process of its own, from the built jars. */
final class App {
  private static final Path DIR =
      Path.of(System.getProperty("gradus.app.dir", "")).toAbsolutePath();
  private static final int TIMEOUT_MINUTES = 5;
  private static final int JDK_THAT_WARNS = 24;

  private final Path folder;
  private final List<String> jvmOptions = new ArrayList<>();
  private final List<String> classPath = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** How a process ended. */
  record Result(int status, String out, String err) {
    Result mustSucceed() {
      assertEquals(0, status, () -> "exit status; standard error: " + err);
      assertEquals("", err, "standard error");
      return this;
    }

    /** Asserts one line on standard error, from us, that contains the texts. */
    Result mustFailSaying(String... texts) {
      assertNotEquals(0, status, "exit status");
      assertEquals(1, err.lines().count(), () -> "lines on standard error: " + err);
      assertTrue(err.startsWith("mnist: "), err);
      for (String text : texts) {
        assertTrue(err.contains(text), () -> "expected '" + text + "' in: " + err);
      }
      return this;
    }
  }

  /** The program, started in a folder, with the flags that the launcher gives it. */
  App(Path folder) {
    this.folder = folder;
    classPath.add(DIR.resolve("target/gradus-mnist-app.jar").toString());
    classPath.add(DIR.resolve("target/lib") + File.separator + "*");
    if (Runtime.version().feature() >= JDK_THAT_WARNS) {
      jvmOptions.add("--enable-native-access=ALL-UNNAMED");
      jvmOptions.add("--sun-misc-unsafe-memory-access=allow");
    }
  }

  App jvmOption(String option) {
    jvmOptions.add(option);
    return this;
  }

  App classPath(Path entry) {
    classPath.add(0, entry.toString());
    return this;
  }

  App environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Result run(Object... args) {
    List<String> command = command(args);
    return run(folder, environment, command);
  }

  private List<String> command(Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-Xmx512m", "-cp", String.join(File.pathSeparator, classPath)));
    command.add("dev.gradus.mnist.Main");
    for (Object arg : args) {
      command.add(arg.toString());
    }
    return command;
  }

  /** Starts the program and leaves it running. */
  Process start(Object... args) {
    try {
      return builder(folder, environment, command(args)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts the launcher and leaves it running; what it says goes into a file. */
  static Process startLauncher(
      Path folder, Map<String, String> environment, Path said, Object... args) {
    List<String> command = new ArrayList<>(List.of(launcher().toString()));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    try {
      return builder(folder, environment, command)
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ProcessBuilder builder(
      Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GRADUS_"));
    // Else the JVM would report on standard error that it picked them up.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs any command. */
  static Result run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("mnist", ".out");
      Path err = Files.createTempFile("mnist", ".err");
      try {
        Process process =
            builder(folder, environment, command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("no end after " + TIMEOUT_MINUTES + " minutes: " + command);
        }
        return new Result(
            process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The jars that the program needs. */
  static Path lib() {
    return DIR.resolve("target/lib");
  }

  /** The launcher script. */
  static Path launcher() {
    return DIR.resolveSibling("mnist");
  }
}
