package dev.gradus.nn.train;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.LabelledDataset;
import dev.gradus.nn.schedule.Schedule;
import java.util.Map;
import java.util.Optional;

/**
 * Which data set plateaus and early stopping hear of. A training in which one of them would wait in
 * vain is refused before its first step.
 *
 * @param measured the data sets that are measured, by name
 * @param monitored the one that plateaus hear of, and early stopping unless it names its own
 */
record Monitoring(Map<String, Dataset> measured, Optional<String> monitored) {
  void requireHeardBy(Schedule schedule) {
    monitored.ifPresent(this::requireMeasured);
    if (monitored.isEmpty() && !schedule.plateaus().isEmpty()) {
      throw new IllegalStateException(
          "training: the schedule waits for a plateau and hears of no loss; name a measured data"
              + " set by monitoring(…)");
    }
  }

  /** The data set that a rule hears of. */
  String datasetOf(EarlyStopping rule) {
    String dataset =
        rule.dataset()
            .or(() -> monitored)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "training: early stopping hears of no measurement; name a measured data set"
                            + " by monitoring(…) or EarlyStopping.on(…)"));
    requireMeasured(dataset);
    if (rule.quantity() == EarlyStopping.Quantity.ACCURACY
        && !(measured.get(dataset) instanceof LabelledDataset)) {
      throw new IllegalStateException(
          "training: early stopping by the accuracy of '%s', which has no classes; use its loss"
              .formatted(dataset));
    }
    return dataset;
  }

  private void requireMeasured(String dataset) {
    if (!measured.containsKey(dataset)) {
      throw new IllegalStateException(
          "training: expected to monitor one of the measured data sets %s, got '%s'; measure it too"
              .formatted(measured.keySet(), dataset));
    }
  }
}
