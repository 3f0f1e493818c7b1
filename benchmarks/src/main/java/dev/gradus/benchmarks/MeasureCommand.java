package dev.gradus.benchmarks;

import dev.gradus.benchmarks.report.Page;
import dev.gradus.benchmarks.report.Results;
import dev.gradus.benchmarks.section.Bench;
import dev.gradus.benchmarks.section.Jdk;
import dev.gradus.benchmarks.section.Machine;
import dev.gradus.benchmarks.section.Part;
import dev.gradus.benchmarks.section.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures, writes the figures, renders the page. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures Gradus and renders docs/performance.md.",
    description = {
      "",
      "Figures go into benchmarks/results/<date>-<cpu>.json, from which the tables of the page are"
          + " made. Nothing else should run on the machine. It takes less than 30 minutes, half of"
          + " them for other libraries.",
      ""
    },
    subcommands = {JmhCommand.class, WorkloadCommand.class})
final class MeasureCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description =
          "Measure these parts alone and keep the day's others: products, operations, steps,"
              + " inference, peers, start, growth.")
  private List<String> only = List.of();

  @Option(names = "--quick", description = "Little of each, once; shown here, and kept nowhere.")
  private boolean quick;

  @Option(names = "--render", description = "Render the newest figures again, measure nothing.")
  private boolean render;

  @Option(
      names = "--jdk17",
      paramLabel = "HOME",
      description = "A JDK on which products are measured too.")
  private Path olderJdk;

  @Option(
      names = "--peers",
      paramLabel = "DIR",
      description =
          "Scripts of other libraries: a folder with run.sh PEER WORKLOAD THREADS. Without it only"
              + " Gradus is measured.")
  private Path peers;

  private final Path root = Path.of("").toAbsolutePath();

  @Override
  public void run() {
    Page page = new Page(root);
    if (render) {
      page.render(Results.read(newest()));
      return;
    }
    Map<String, Supplier<Part>> parts = Parts.all();
    for (String name : only) {
      if (!parts.containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only: expected some of %s, got '%s'".formatted(parts.keySet(), name));
      }
    }
    Bench bench = bench();
    Path file = quick ? bench.root().resolve("benchmarks/target/quick.json") : today();
    Results results = startedBefore(file);
    parts.forEach(
        (name, part) -> {
          if (only.isEmpty() || only.contains(name)) {
            results.sections().put(name, measure(bench, part.get()));
            results.write(file); // after each part, so that none is lost
          }
        });
    System.out.println("written: " + root.relativize(file));
    if (quick) {
      page.tables(results).forEach((name, table) -> System.out.println(name + "\n\n" + table));
    } else {
      page.render(results);
    }
  }

  private Path scripts(Path folder) {
    if (!Files.isExecutable(folder.resolve("run.sh"))) {
      throw new ParameterException(
          spec.commandLine(),
          "--peers: expected a folder with a script run.sh, got '%s'".formatted(folder));
    }
    return folder;
  }

  private Bench bench() {
    return new Bench(
        root,
        new Jdk(Path.of(System.getProperty("java.home"))),
        Optional.ofNullable(olderJdk).map(Jdk::new),
        Optional.ofNullable(peers).map(this::scripts),
        Runtime.getRuntime().availableProcessors(),
        quick,
        line ->
            System.out.println(
                LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toLocalTime()
                    + " "
                    + line));
  }

  private Results.Section measure(Bench bench, Part part) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("at", LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES) + "Z");
    about.put("commit", Machine.commit(root));
    about.put("jdk", Runtime.version().toString());
    if (olderJdk != null) {
      about.put("olderJdk", new Jdk(olderJdk).version());
    }
    long start = System.nanoTime();
    Results.Section section = new Results.Section(about, part.measure(bench));
    about.put("seconds", Math.round((System.nanoTime() - start) * 1e-9));
    return section;
  }

  /** Of a day there is one file, of which parts may be measured anew. */
  private Results startedBefore(Path file) {
    return !only.isEmpty() && Files.exists(file)
        ? Results.read(file)
        : new Results(Machine.about(), new LinkedHashMap<>());
  }

  private Path results() {
    return root.resolve("benchmarks/results");
  }

  private Path today() {
    String cpu = Machine.cpu().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    try {
      Files.createDirectories(results());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return results().resolve(LocalDate.now(ZoneOffset.UTC) + "-" + cpu + ".json");
  }

  private Path newest() {
    try (var files = Files.list(results())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .max((a, b) -> a.getFileName().compareTo(b.getFileName()))
          .orElseThrow(() -> new IllegalStateException("no results in " + results()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + results(), e);
    }
  }
}
