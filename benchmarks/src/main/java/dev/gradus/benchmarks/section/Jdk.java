package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import dev.gradus.benchmarks.report.Results;
import dev.gradus.formats.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JDK that starts processes of these benchmarks.
 *
 * @param home its folder
 */
public record Jdk(Path home) {
  private static final int FIRST_TO_COMPLAIN = 24;

  /**
   * Its version.
   *
   * @return as its release file has it
   */
  public String version() {
    try {
      return Files.readAllLines(home.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll(".*=|\"", ""))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("not a JDK: " + home, e);
    }
  }

  Path java() {
    return home.resolve("bin/java");
  }

  /** A process of these benchmarks' own main class. */
  Child benchmarks(List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java().toString()));
    if (Runtime.Version.parse(version()).feature() >= FIRST_TO_COMPLAIN) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx1g"));
    command.add("-XX:+UseSerialGC");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.gradus.benchmarks.Main");
    command.addAll(arguments);
    return new Child(command);
  }

  /** What JMH measures in a process of this JDK. */
  List<Measurement> jmh(List<String> flags, JmhPlan plan) {
    try {
      Path file = Files.createTempFile("jmh", ".json");
      try {
        List<String> arguments = plan.arguments();
        arguments.addAll(List.of("--out", file.toString()));
        benchmarks(flags, arguments).run();
        return Results.Section.of(Json.read(file)).measurements();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
