package dev.gradus.backend.nd4j;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.Precision;
import java.util.List;
import java.util.stream.Stream;

/** The operations under test. They are never closed: many tests share them. */
final class Instances {
  /** One setting for the whole process, as ND4J demands. */
  static final BackendConfig CONFIG = BackendConfig.defaults();

  private Instances() {}

  /**
   * Every precision three ways: loops over the memory, ND4J's kernels, and ND4J's kernels with
   * copies to the host and back, as on CUDA.
   */
  static List<Named> all() {
    Nd4jProcess.enter(Library.CPU, CONFIG.threads());
    return Stream.of(Precision.values())
        .flatMap(
            p ->
                Stream.of(
                    new Named(p + " loops", ops(p, true, Integer.MAX_VALUE)),
                    new Named(p + " natives", ops(p, true, 0)),
                    new Named(p + " copies", ops(p, false, 0))))
        .toList();
  }

  private static Nd4jOps ops(Precision precision, boolean direct, int loopLimit) {
    return new Nd4jOps(precision, CONFIG.threads(), direct, loopLimit);
  }

  /** An instance and its name in a test report. */
  record Named(String name, Nd4jOps ops) {
    @Override
    public String toString() {
      return name;
    }
  }
}
