package dev.gradus.mnist;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Device;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What computes. An option that was not given leaves the choice to weaker sources. */
@Section("Backend")
final class BackendOptions {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "auto, vector, ejml, nd4j or reference; 'mnist backends' lists them. Default: auto, which"
              + " takes vector, else ejml; but 'mnist bench' without it measures all that can run"
              + " here.")
  private String backend;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "The most threads to use. Default: as many as there are processors.")
  private Integer threads;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda",
      converter = Choices.OfDevice.class,
      description = "Where to compute; cuda needs nd4j. Default: cpu.")
  private Device device;

  BackendOptions() {}

  /** As if this backend, or none, had been given on the command line. */
  BackendOptions(String backend) {
    this.backend = backend;
  }

  /** Whether a backend was named on the command line. */
  boolean namesBackend() {
    return backend != null;
  }

  /** The configuration, the options given on the command line first. */
  BackendConfig config() {
    return config(Map.of());
  }

  /** The configuration, with further settings that count as options. */
  BackendConfig config(Map<String, String> more) {
    Map<String, String> flags = new HashMap<>(more);
    if (backend != null) {
      flags.put("backend", backend);
    }
    if (threads != null) {
      flags.put("threads", threads.toString());
    }
    if (device != null) {
      flags.put("device", device.toString());
    }
    return BackendConfig.resolve(flags);
  }
}
