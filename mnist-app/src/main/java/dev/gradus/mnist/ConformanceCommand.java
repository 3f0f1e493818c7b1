package dev.gradus.mnist;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.Backends;
import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Report;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Holds backends to the specification. */
@Command(
    name = "conformance",
    sortOptions = false,
    header = "Holds backends to the executable specification.",
    description = {
      "",
      "Every operation in f32 and f64, gradients, worked examples, contracts. Prints a table;"
          + " fails if one rule does not hold.",
      ""
    })
final class ConformanceCommand implements Runnable {
  @ArgGroup private Which which = new Which();

  /** One backend or all. */
  private static final class Which {
    @Option(
        names = "--backend",
        paramLabel = "NAME",
        description = "The backend. Default: the one that 'mnist train' would use.")
    private String backend;

    @Option(
        names = "--all",
        description = "Every backend that can run here; the others are named with the reason.")
    private boolean all;
  }

  @Override
  public void run() {
    PrintStream screen = System.out;
    List<String> failed = new ArrayList<>();
    for (Backend backend : which.all ? available(screen) : List.of(named())) {
      Report report = run(backend, screen);
      screen.println(report.toTable());
      if (!report.passed()) {
        failed.add(Text.format("%s (%d)", backend.name(), report.failures().size()));
      }
    }
    if (!failed.isEmpty()) {
      throw new CheckFailedException(
          "conformance: rules failed on " + String.join(", ", failed) + "; the table says which");
    }
  }

  private Backend named() {
    return Backends.choose(new BackendOptions(which.backend).config()).backend();
  }

  private static List<Backend> available(PrintStream screen) {
    List<Backend> available = new ArrayList<>();
    for (Backend backend : Backends.all()) {
      if (backend.availability() instanceof Availability.Unavailable why) {
        screen.println("not run: " + backend.name() + ": " + why);
      } else {
        available.add(backend);
      }
    }
    return available;
  }

  private static Report run(Backend backend, PrintStream screen) {
    Conformance conformance = new Conformance(Extent.QUICK);
    try (CheckMeter meter = new CheckMeter(backend.name(), screen)) {
      return conformance.run(backend, (done, total, outcome) -> meter.show(done, total));
    }
  }
}
