package dev.gradus.benchmarks;

import dev.gradus.benchmarks.jmh.JmhRun;
import dev.gradus.benchmarks.report.Measurement;
import dev.gradus.benchmarks.report.Results;
import dev.gradus.formats.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs JMH benchmarks inside this process. */
@Command(
    name = "jmh",
    header = "Runs JMH benchmarks inside this process, in rounds.",
    description =
        "Which ones and with which parameters the options say. A value may be a list, separated by"
            + " commas; --vary names the parameter whose values are gone through in turn within a"
            + " round.")
final class JmhCommand implements Runnable {
  @Option(names = "--include", required = true, description = "Regular expression of names.")
  private String include;

  @Option(names = "--param", description = "Such as backend=vector or threads=1,2.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--vary", description = "Such as product=64x64*64x64,64x64'*64x64.")
  private Map<String, String> varied = new LinkedHashMap<>();

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds = 2;

  @Option(names = "--iterations", description = "In each round. Default: ${DEFAULT-VALUE}.")
  private int iterations = 4;

  @Option(names = "--millis", description = "Of an iteration. Default: ${DEFAULT-VALUE}.")
  private int millis = 60;

  @Option(
      names = "--warmup-millis",
      description = "Before the first round; half of it before each. Default: ${DEFAULT-VALUE}.")
  private int warmupMillis = 300;

  @Option(names = "--out", description = "JSON file; without it, a table on standard output.")
  private Path out;

  @Override
  public void run() {
    List<Measurement> measurements =
        new JmhRun(include, parameters, varied).measure(rounds, iterations, millis, warmupMillis);
    if (out != null) {
      Json.write(out, new Results.Section(Map.of(), measurements).toJson());
      return;
    }
    measurements.forEach(
        m ->
            System.out.printf(
                "%-14s %-70s %10.3f (%.3f to %.3f, %d) %s%n",
                m.name(),
                m.parameters(),
                m.median(),
                m.min(),
                m.max(),
                m.values().size(),
                m.unit()));
  }
}
