package dev.gradus.mnist;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Starts the command line. */
public final class Main {
  private static final int LONGEST_HELP_LINE = 100;

  private Main() {}

  /**
   * Runs one command and ends the process: 0 if it went well, 1 if it failed, 2 if it was called
   * wrongly.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    prepareOutput();
    int status = run(args);
    System.out.flush();
    System.exit(status);
  }

  /** Makes the process write UTF-8, and draw without a screen. */
  static void prepareOutput() {
    // Charts are drawn into files, so no screen is looked for.
    System.setProperty("java.awt.headless", "true");
    // A locale of plain ASCII, common in containers, would turn every × into a question mark.
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** Runs one command; returns the status that the process should end with. */
  static int run(String... args) {
    Mnist mnist = new Mnist();
    Failures failures = new Failures(mnist, System.err);
    CommandLine commandLine =
        SectionedHelp.in(Commands.addTo(new CommandLine(mnist), args))
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .setUsageHelpWidth(Math.min(LONGEST_HELP_LINE, Terminal.columns()))
            .setExecutionStrategy(mnist::execute)
            .setExecutionExceptionHandler((e, command, result) -> failures.report(e))
            .setParameterExceptionHandler((e, wrong) -> failures.reportUsage(e));
    try {
      return commandLine.execute(args);
    } catch (Error e) { // picocli hands on exceptions only
      return failures.report(e);
    }
  }
}
