package dev.gradus.benchmarks.section;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All parts of a run. */
public final class Parts {
  private Parts() {}

  /**
   * All parts by name.
   *
   * @return in the order of measuring
   */
  public static Map<String, Supplier<Part>> all() {
    Map<String, Supplier<Part>> parts = new LinkedHashMap<>();
    parts.put("products", ProductsPart::new);
    parts.put("operations", OperationsPart::new);
    parts.put("steps", StepsPart::new);
    parts.put("inference", InferencePart::new);
    parts.put("peers", PeersPart::new);
    parts.put("start", StartPart::new);
    parts.put("growth", GrowthPart::new);
    return parts;
  }
}
