package dev.gradus.mnist;

import dev.gradus.formats.Json;
import dev.gradus.nn.search.Outcome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a search leaves in its folder, each file whole at every moment.
 *
 * @param folder where, which exists
 * @param plan which trainings
 * @param settings the options that define the search, by name
 * @param surroundings the settings of data and backend, for the configuration of the best trial
 */
record SearchFiles(
    Path folder, SearchPlan plan, Map<String, Object> settings, Map<String, Object> surroundings) {
  /** The table. */
  static final String TABLE = "search.csv";

  /** The picture. */
  static final String PICTURE = "search.png";

  /** The names of all files. */
  static final List<String> NAMES = List.of(SearchFile.NAME, TABLE, RunFiles.CONFIG, PICTURE);

  /** Writes what is known by now: first that from which the search could go on. */
  void write(List<Outcome> outcomes) {
    new SearchFile(settings, outcomes).write(folder.resolve(SearchFile.NAME));
    table(outcomes).write(folder.resolve(TABLE));
    if (!outcomes.isEmpty() && outcomes.get(0) instanceof Outcome.Scored best) {
      Map<String, Object> config = new LinkedHashMap<>(surroundings);
      config.putAll(plan.at(best.point()).settings());
      Json.write(folder.resolve(RunFiles.CONFIG), config);
    }
  }

  /** The table of some outcomes. */
  SearchTable table(List<Outcome> outcomes) {
    return new SearchTable(plan.space().dimensions().keySet(), outcomes);
  }

  /** Draws the best trials. */
  void draw(List<Outcome> outcomes) {
    SearchCurves curves = new SearchCurves(outcomes);
    if (!curves.isEmpty()) {
      Pictures.draw(() -> curves.draw(folder.resolve(PICTURE)), Terminal::warn);
    }
  }
}
