package dev.gradus.mnist;

import com.google.inject.ProvisionException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import picocli.CommandLine.ParameterException;

/** Tells the user of an error in one line. */
final class Failures {
  private static final int FAILED = 1;
  private static final int CALLED_WRONGLY = 2;

  private final Mnist options;
  private final PrintStream err;

  Failures(Mnist options, PrintStream err) {
    this.options = options;
    this.err = err;
  }

  /** A command failed. */
  int report(Throwable thrown) {
    Throwable failure = thrown;
    while (failure instanceof ProvisionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    print(describe(failure), failure);
    return FAILED;
  }

  /** The command line itself is wrong. */
  int reportUsage(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    print(new UsageError(e) + " (try '" + command + " --help')", e);
    return CALLED_WRONGLY;
  }

  private static String describe(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory ("
          + failure.getMessage()
          + "); give the JVM more, say GRADUS_JAVA_OPTS=-Xmx2g, or a smaller --batch or --hidden";
    }
    boolean meantForPeople =
        failure instanceof IllegalArgumentException
            || failure instanceof IllegalStateException
            || failure instanceof UncheckedIOException
            || failure.getClass().getName().startsWith("dev.gradus.");
    if (meantForPeople && failure.getMessage() != null) {
      return failure.getMessage();
    }
    return "internal error, please report it with what --verbose shows: " + failure;
  }

  private void print(String message, Throwable failure) {
    if (options.verbose()) {
      err.println("mnist: " + message);
      failure.printStackTrace(err);
    } else {
      err.println("mnist: " + message.lines().findFirst().orElse(""));
    }
  }
}
