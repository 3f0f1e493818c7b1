package dev.gradus.benchmarks.section;

import dev.gradus.formats.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process that is measured from outside. */
final class Child {
  private static final int PEEK_MILLIS = 20;
  private static final int LONGEST_WORD = 500;
  private static final int LAST_LINES = 4;

  private final List<String> command;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path folder = Path.of("");

  /**
   * What it did.
   *
   * @param seconds from start to end
   * @param peakMegabytes the most memory that it held; 0 where that is unknown
   * @param output its standard output
   */
  record Outcome(double seconds, double peakMegabytes, String output) {
    /** The last line that is an object of JSON. */
    Map<String, Object> json() {
      List<String> lines = output.lines().filter(line -> line.startsWith("{")).toList();
      if (lines.isEmpty()) {
        throw new IllegalStateException("expected a line of JSON, got: " + output);
      }
      try {
        Path file = Files.createTempFile("line", ".json");
        try {
          Files.writeString(file, lines.get(lines.size() - 1));
          return Json.read(file);
        } finally {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Child(List<String> command) {
    this.command = List.copyOf(command);
  }

  Child in(Path workingFolder) {
    folder = workingFolder;
    return this;
  }

  Child with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * Runs it to its end.
   *
   * @throws IllegalStateException if it fails; the message ends with what it said last
   */
  Outcome run() {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      try {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return run(builder, out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  private Outcome run(ProcessBuilder builder, Path out, Path err) throws IOException {
    long start = System.nanoTime();
    Process process = builder.start();
    ProcessMemory memory = ProcessMemory.of(process.pid());
    double peak = 0;
    boolean ended = false;
    try {
      while (!ended) {
        ended = process.waitFor(PEEK_MILLIS, TimeUnit.MILLISECONDS);
        peak = Math.max(peak, memory.peakMegabytes());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IllegalStateException(command.get(0) + ": interrupted", e);
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(shown(), process.exitValue(), reason(err)));
    }
    return new Outcome(seconds, peak, Files.readString(out));
  }

  /** Without the class path, which is long. */
  private String shown() {
    return command.stream()
        .filter(word -> word.length() < LONGEST_WORD)
        .collect(Collectors.joining(" "));
  }

  /** The last lines that say something, and not where. */
  private static String reason(Path err) throws IOException {
    List<String> lines =
        Files.readAllLines(err).stream()
            .filter(line -> !line.isBlank() && !line.matches("\\s+(at |\\.\\.\\. ).*"))
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
