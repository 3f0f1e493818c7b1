package dev.gradus.mnist;

import dev.gradus.formats.Csv;
import dev.gradus.nn.search.Outcome;
import dev.gradus.nn.search.Score;
import dev.gradus.nn.train.Measurement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;

/**
 * The trials of a search as a table, the best first.
 *
 * @param names of the hyperparameters
 * @param outcomes in order
 */
record SearchTable(Set<String> names, List<Outcome> outcomes) {
  private static final List<String> COLUMNS =
      List.of("trial", "validationAccuracy", "validationLoss", "bestIteration", "iterations");
  private static final List<String> SHOWN =
      List.of("trial", "val. acc.", "val. loss", "best at", "iterations");

  /** With all digits; a trial that failed has no figures. */
  void write(Path file) {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      rows.add(row(outcome, Double::toString, Double::toString));
    }
    Csv.write(file, withNames(COLUMNS), rows);
  }

  private List<String> withNames(Collection<String> columns) {
    List<String> all = new ArrayList<>(columns);
    all.addAll(names);
    return all;
  }

  private static List<String> row(
      Outcome outcome, DoubleFunction<String> figure, DoubleFunction<String> setting) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(outcome.point().trial()));
    if (outcome instanceof Outcome.Scored scored) {
      Score score = scored.score();
      cells.add(figure.apply(score.value()));
      cells.add(figure.apply(loss(score)));
      cells.add(Long.toString(score.iteration()));
      cells.add(Long.toString(score.curve().get(score.curve().size() - 1).iteration()));
    } else {
      cells.addAll(List.of("", "", "", ""));
    }
    for (Object value : outcome.point().values().values()) {
      cells.add(value instanceof Double number ? setting.apply(number) : value.toString());
    }
    return cells;
  }

  /** The loss where the score was reached. */
  private static double loss(Score score) {
    return score.curve().stream()
        .filter(m -> m.iteration() == score.iteration())
        .mapToDouble(Measurement::loss)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** For people. */
  @Override
  public String toString() {
    Table table = new Table(0).row(withNames(SHOWN));
    for (Outcome outcome : outcomes) {
      table.row(shown(outcome));
    }
    return table.toString();
  }

  /** One trial in a line. */
  static String line(Outcome outcome) {
    List<String> cells = shown(outcome);
    StringBuilder line = new StringBuilder("trial ").append(cells.get(0)).append(": ");
    line.append(outcome instanceof Outcome.Scored ? "accuracy " : "").append(cells.get(1));
    int column = SHOWN.size();
    for (String name : outcome.point().values().keySet()) {
      line.append(", ").append(name).append(' ').append(cells.get(column++));
    }
    if (outcome instanceof Outcome.Failed failed) {
      line.append("; ").append(failed.reason());
    }
    return line.toString();
  }

  private static List<String> shown(Outcome outcome) {
    List<String> cells =
        row(outcome, x -> Text.format("%.4f", x), x -> Text.format(x < 1e-2 ? "%.2e" : "%.4f", x));
    if (outcome instanceof Outcome.Failed) {
      cells.set(1, "failed");
    }
    return cells;
  }
}
