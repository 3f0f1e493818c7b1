package dev.gradus.mnist;

import dev.gradus.formats.Csv;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The history of a run as a table: a row for every iteration, accuracies where measured. */
final class HistoryTable {
  private HistoryTable() {}

  static void write(Path file, History history) {
    String other = TrainingPlan.measuredBeside(history);
    Map<Long, String> train = accuracies(history, TrainingPlan.TRAIN);
    Map<Long, String> test = accuracies(history, other);
    double[] losses = history.losses();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      long iteration = i + 1L;
      rows.add(
          List.of(
              Long.toString(iteration),
              Double.toString(losses[i]),
              train.getOrDefault(iteration, ""),
              test.getOrDefault(iteration, "")));
    }
    Csv.write(file, List.of("iteration", "loss", "trainAccuracy", other + "Accuracy"), rows);
  }

  private static Map<Long, String> accuracies(History history, String dataset) {
    Map<Long, String> accuracies = new HashMap<>();
    for (Measurement m : history.measurements(dataset)) {
      accuracies.put(m.iteration(), Double.toString(m.accuracy()));
    }
    return accuracies;
  }
}
