package dev.gradus.benchmarks.section;

import dev.gradus.benchmarks.report.Measurement;
import java.util.List;

/** A part of a run, measured together. */
public interface Part {
  /**
   * Measures.
   *
   * @param bench what to measure with
   * @return the figures
   */
  List<Measurement> measure(Bench bench);
}
