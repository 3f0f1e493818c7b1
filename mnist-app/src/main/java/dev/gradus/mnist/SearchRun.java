package dev.gradus.mnist;

import dev.gradus.nn.search.Outcome;
import java.io.PrintStream;
import java.util.List;

/**
 * One search, from its first trial, or from where it stood, to its table.
 *
 * @param plan which trainings
 * @param parallel how many trials run at once
 * @param trial trains
 * @param files where the results go
 * @param screen to be told on
 */
record SearchRun(
    SearchPlan plan, int parallel, TrainingTrial trial, SearchFiles files, PrintStream screen) {
  /** Runs all trials but those that are known; returns all, the best first. */
  List<Outcome> run(List<Outcome> known) {
    files.write(known); // so that it can go on from its first trial
    List<Outcome> ranked =
        plan.search()
            .known(known)
            .parallel(parallel)
            .stopWhen(trial.stopped())
            .listener(this::finished)
            .run(trial);
    files.draw(ranked);
    screen.println();
    screen.println(files.table(ranked));
    screen.println();
    if (ranked.size() < plan.trials()) {
      screen.println(
          "ended     after %d of %d trials; mnist search --resume %s goes on"
              .formatted(ranked.size(), plan.trials(), files.folder()));
    }
    screen.println("results   " + files.folder());
    return ranked;
  }

  private void finished(Outcome outcome, List<Outcome> all) {
    files.write(all);
    screen.println(
        Text.format("%9s %s", all.size() + "/" + plan.trials(), SearchTable.line(outcome)));
  }
}
