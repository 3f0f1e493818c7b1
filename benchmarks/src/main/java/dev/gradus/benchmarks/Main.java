package dev.gradus.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The command line of the benchmarks; {@code benchmarks/run} starts it. */
public final class Main {
  private Main() {}

  /**
   * Runs one command and ends the process.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    // Charts are drawn into files, so no screen is looked for.
    System.setProperty("java.awt.headless", "true");
    // Several JVMs measure in turn, each inside itself; none need wait for the lock of another.
    System.setProperty("jmh.ignoreLock", "true");
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.exit(new CommandLine(new MeasureCommand()).execute(args));
  }
}
