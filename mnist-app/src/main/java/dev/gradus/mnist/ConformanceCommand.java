package dev.gradus.mnist;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.Backends;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Report;
import dev.gradus.conformance.ReportTable;
import java.io.PrintStream;
import java.nio.file.Path;
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
      "Every operation in f32 and f64, gradients, worked examples, results of PyTorch, contracts,"
          + " bits, trainings, memory. Prints a table; fails if one rule does not hold.",
      ""
    })
final class ConformanceCommand implements Runnable {
  @ArgGroup private Which which = new Which();

  @Option(
      names = "--full",
      description = "Thoroughly: more and larger sizes, long runs. Takes minutes.")
  private boolean full;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      converter = GivenPath.class,
      description =
          "Write the table there too: conformance.html, conformance.md and conformance.json.")
  private Path report;

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
    ReportFiles files = report == null ? null : new ReportFiles(report);
    if (files != null) {
      files.requireWritable();
    }
    List<String> absent = new ArrayList<>();
    List<Backend> backends = which.all ? available(absent) : List.of(named());
    absent.forEach(screen::println);
    Extent extent = full ? Extent.FULL : Extent.QUICK;
    ReportTable table = prove(backends, new ConformanceRun(extent), screen);
    screen.print(table);
    if (files != null) {
      files.write(ReportPage.of(table, command(backends), extent, absent));
      screen.println("written: " + files);
    }
    if (!table.passed()) {
      throw new CheckFailedException("conformance: " + table.verdict() + "; the table says which");
    }
  }

  /** How to make this report again. */
  private String command(List<Backend> backends) {
    return "./mnist conformance "
        + (which.all ? "--all" : "--backend " + backends.get(0).name())
        + (full ? " --full" : "");
  }

  private Backend named() {
    return Backends.choose(new BackendOptions(which.backend).config()).backend();
  }

  private static List<Backend> available(List<String> absent) {
    List<Backend> available = new ArrayList<>();
    for (Backend backend : Backends.all()) {
      if (backend.availability() instanceof Availability.Unavailable why) {
        absent.add("not run: " + backend.name() + ": " + why);
      } else {
        available.add(backend);
      }
    }
    return available;
  }

  private static ReportTable prove(List<Backend> backends, ConformanceRun run, PrintStream screen) {
    List<Report> reports = new ArrayList<>();
    for (Backend backend : backends) {
      try (CheckMeter meter = new CheckMeter(backend.name(), screen)) {
        reports.add(run.of(backend, done -> meter.show(done, run.rules())));
      }
    }
    return new ReportTable(reports);
  }
}
