package dev.gradus.benchmarks;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.benchmarks.section.ProcessMemory;
import dev.gradus.benchmarks.workload.Workload;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs what other libraries run too, and prints one line of JSON as they do. */
@Command(name = "workload", header = "Runs one workload and prints one line of JSON.")
final class WorkloadCommand implements Runnable {
  @Parameters(description = "${COMPLETION-CANDIDATES}.")
  private Workload workload;

  @Option(names = "--backend", description = "Default: ${DEFAULT-VALUE}.")
  private String backend = "vector";

  @Option(names = "--precision", description = "f32 or f64. Default: ${DEFAULT-VALUE}.")
  private String precision = "f32";

  @Option(names = "--threads", description = "Default: ${DEFAULT-VALUE}.")
  private int threads = 1;

  @Option(
      names = "--mnist",
      description = "Folder of the IDX files. Default: ${DEFAULT-VALUE}, the app's own.")
  private Path mnist = Path.of("mnist-app/src/main/resources/dev/gradus/mnist/data");

  @Override
  public void run() {
    BackendConfig config =
        BackendConfig.defaults()
            .withBackend(backend)
            .withPrecision(Precision.parse(precision))
            .withThreads(threads);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("peer", "gradus-" + backend);
    line.put("workload", workload.name());
    line.put("threads", threads);
    try (TensorOps ops = Backends.open(config)) {
      line.putAll(workload.run(ops, mnist));
    }
    ProcessMemory memory = ProcessMemory.ofThisProcess();
    line.put("peak_rss_mb", memory.peakMegabytes());
    line.put("own_mb", memory.ownMegabytes());
    line.put("file_mb", memory.fileMegabytes());
    System.out.println(JsonLine.of(line));
  }
}
