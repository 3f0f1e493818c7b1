package dev.gradus.mnist;

import dev.gradus.formats.Checkpoints;
import dev.gradus.formats.Json;
import dev.gradus.formats.ModelInput;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.train.Ending;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import dev.gradus.nn.train.TrainingListener;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.TensorOps;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One training, from the images to what lies in its folder.
 *
 * @param session what computes
 * @param digits the images
 * @param plan what to do
 * @param settings the complete configuration, for the folder
 * @param saving of checkpoints
 * @param interruption what ends it before its time
 * @param screen to be told on
 */
record TrainingRun(
    Session session,
    Digits digits,
    TrainingPlan plan,
    Map<String, Object> settings,
    Saving saving,
    Interruption interruption,
    PrintStream screen) {
  private static final String CHECKPOINTS = "checkpoints";
  private static final int KEPT = 2;

  /** What a run may go on with that began with another: it says how far and how fast to go. */
  private static final Set<String> MAY_CHANGE =
      Set.of(
          "iterations",
          "epochs",
          "time-limit",
          "patience",
          "min-change",
          "lr",
          "schedule",
          "checkpoint",
          "backend",
          "threads",
          "device");

  /**
   * When checkpoints are saved.
   *
   * @param every so many steps, 0 for never
   * @param resumes whether to go on from the last one
   */
  record Saving(int every, boolean resumes) {}

  /**
   * What came of it.
   *
   * @param summary the numbers
   * @param folder where the results are
   */
  record Outcome(Summary summary, Path folder) {}

  /** The same with another seed. */
  TrainingRun withSeed(long seed) {
    Map<String, Object> own = new LinkedHashMap<>(settings);
    own.put("seed", seed);
    TrainingPlan seeded = plan.with(Map.of("seed", seed));
    return new TrainingRun(session, digits, seeded, own, saving, interruption, screen);
  }

  /** Trains, and leaves the results in a folder. */
  Outcome into(RunFolder folder) {
    TensorOps ops = session.ops();
    try (Scope scope = ops.scope()) {
      PreparedImages images = plan.prepare(digits);
      Sequential network = plan.network(ops, digits);
      screen.println("backend   " + session.describeWithReason());
      screen.println("network   " + plan.network().describe(digits.inputs(), network));
      screen.println("data      " + digits.describe() + plan.data().describe(images));
      screen.println("training  " + plan.describe(images));
      screen.println();
      Trainer trainer = plan.trainer(ops, network, images).stopWhen(interruption::isWanted);
      RunFolder place = saving.every() > 0 || saving.resumes() ? saved(trainer, folder) : folder;
      History history = new TrainingProgress(screen, plan).watch(trainer, images);
      return publish(network, images, history, place);
    }
  }

  /** The folder, made before its time, with what it takes to go on after the process is killed. */
  private RunFolder saved(Trainer trainer, RunFolder folder) {
    RunFolder made = folder.made();
    Path place = made.resolve(CHECKPOINTS);
    Map<String, Object> fixed = new LinkedHashMap<>(settings);
    fixed.keySet().removeAll(MAY_CHANGE);
    Checkpoints checkpoints =
        Checkpoints.in(place, session.ops())
            .keeping(KEPT)
            .warning(Terminal::warn)
            .withOptions(fixed);
    Runnable configuring = () -> Json.write(made.resolve(RunFiles.CONFIG), settings);
    if (saving.resumes()) {
      trainer.listener(whenResumed(configuring)); // not before: options may be refused by then
      trainer.resuming(
          checkpoints
              .latest()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--resume: there is no checkpoint in " + place)));
    } else if (!checkpoints.folders().isEmpty()) {
      throw new IllegalArgumentException(
          "--checkpoint: %s holds those of another run; go on with that by --resume, or choose another --out"
              .formatted(place));
    } else {
      configuring.run();
    }
    if (saving.every() > 0) {
      trainer.checkpointing(checkpoints, saving.every());
    }
    return made;
  }

  private static TrainingListener whenResumed(Runnable action) {
    return new TrainingListener() {
      @Override
      public void resumed(long iteration) {
        action.run();
      }
    };
  }

  private Outcome publish(
      Sequential network, PreparedImages images, History history, RunFolder folder) {
    Summary summary = Summary.of(session.ops(), plan, network, images, history);
    RunFiles files =
        new RunFiles(
            session.ops(),
            network,
            input(images),
            history,
            summary,
            settings,
            plan.network().describeWidths(digits.inputs()) + " on " + digits.origin(),
            Terminal::warn);
    Path results = folder.publish(files::writeInto);
    screen.println();
    if (history.ending() != Ending.COMPLETED) {
      screen.println(
          Text.format(
              "ended     after %s: %s",
              Text.count(history.losses().length, "iteration"), history.ending().reason()));
    }
    screen.println(summary.describe());
    screen.println("results   " + results);
    return new Outcome(summary, results);
  }

  private ModelInput input(PreparedImages images) {
    ModelInput plain = ModelInput.image(digits.train().rows(), digits.train().columns());
    return images.normalization().map(plain::normalizedBy).orElse(plain);
  }
}
