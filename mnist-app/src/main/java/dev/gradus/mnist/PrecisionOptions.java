package dev.gradus.mnist;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What computes, and in which precision. */
@Section("Backend")
final class PrecisionOptions {
  @Mixin private final BackendOptions backend = new BackendOptions();

  @Option(
      names = "--precision",
      paramLabel = "f32|f64",
      converter = Choices.OfPrecision.class,
      description = "The format of all numbers. Default: f32.")
  private Precision precision;

  /** The configuration, the options given on the command line first. */
  BackendConfig config() {
    return backend.config(precision == null ? Map.of() : Map.of("precision", precision.toString()));
  }

  /** Whether a backend was named on the command line. */
  boolean namesBackend() {
    return backend.namesBackend();
  }
}
