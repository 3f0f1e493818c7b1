package dev.gradus.mnist;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others. */
@Command(
    name = "mnist",
    description = "Trains, checks and uses neural networks on handwritten digits.",
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "'mnist COMMAND --help' explains a command. 'mnist train' alone trains a 784-50-10"
          + " network on the embedded MNIST digits.",
      "",
      "Backend, precision, threads and device: options are strongest, then system properties"
          + " (GRADUS_JAVA_OPTS=-Dgradus.backend=ejml), then the environment"
          + " (GRADUS_BACKEND=ejml), then gradus.properties on the class path."
    })
final class Mnist implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = 100,
      description = "Show this help.")
  @SuppressWarnings("unused") // read by picocli
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("unused") // read by picocli
  private boolean version;

  @Option(
      names = "--backend-path",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      order = 99,
      description =
          "Jars or folders with backends of your own, separated as in a class path; --backend takes"
              + " their names beside ours.")
  private String backendPath;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      order = 101,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  /** Whether an error is to be shown with its stack trace. */
  boolean verbose() {
    return verbose;
  }

  /** Runs the command that was parsed, with the backends that the user brought. */
  int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    try (BackendPath path = BackendPath.open(backendPath)) {
      return new RunLast().execute(parsed);
    } catch (IllegalArgumentException e) {
      throw new ExecutionException(spec.commandLine(), e.getMessage(), e);
    }
  }

  @Override
  public void run() {
    CommandLine commandLine = spec.commandLine();
    throw new ParameterException(
        commandLine, "which command? " + String.join(", ", commandLine.getSubcommands().keySet()));
  }
}
