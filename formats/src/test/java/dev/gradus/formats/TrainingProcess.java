package dev.gradus.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An {@link InterruptedTraining} in a JVM of its own, and what it has said so far. */
final class TrainingProcess {
  private static final long LONGEST_SECONDS = 120;

  private final Process process;
  private final Path output;

  private TrainingProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static TrainingProcess start(Path output, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new TrainingProcess(process, output);
  }

  /** The command that starts such a training. */
  static List<String> java(Path folder, long seed, long iterations, String onFailure) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What only makes a short life longer; and no files but those that are tested.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(InterruptedTraining.class.getName());
    command.addAll(List.of(folder.toString(), "" + seed, "" + iterations, onFailure));
    return command;
  }

  /** Whether it trains, rather than that it ended before it came so far. */
  boolean awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (said("ready").isEmpty() && process.isAlive()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not ready: " + Files.readString(output));
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return !said("ready").isEmpty();
  }

  /** Kills it as {@code kill -9} does: none of its code runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + LONGEST_SECONDS + " s");
    }
  }

  /** What stood after this word in the lines that begin with it. */
  List<String> said(String word) throws IOException {
    List<String> said = new ArrayList<>();
    String text = Files.readString(output);
    // A line that the kill cut in two was not said.
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
      if (line.startsWith(word + " ")) {
        said.add(line.substring(word.length() + 1));
      }
    }
    return said;
  }

  /** The last such number. */
  Optional<Long> last(String word) throws IOException {
    List<String> all = said(word);
    return all.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(all.get(all.size() - 1)));
  }

  String output() throws IOException {
    return Files.readString(output);
  }
}
