package dev.gradus.mnist;

import dev.gradus.formats.Json;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Trains a network and leaves it, its history and its pictures in a folder. */
@Command(
    name = "train",
    sortOptions = false,
    abbreviateSynopsis = true,
    header = "Trains a network on images of digits.",
    description = {
      "",
      "Shows train and test accuracy after each epoch, and leaves in a folder the model"
          + " (model.json, model.safetensors), history.csv, summary.json, config.json, and the"
          + " curves (loss.png, accuracy.png). Ctrl-C ends it early, with all of that written.",
    })
final class TrainCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private final TrainingOptions training = new TrainingOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();
  @Mixin private final RunOptions options = new RunOptions();
  @Mixin private final PrecisionOptions backend = new PrecisionOptions();

  @Override
  public void run() {
    options.requireSense(spec);
    ConfigFile.apply(options.config(), spec);
    options.requireSense(spec); // the folder may be that of several seeds
    TrainingPlan plan = ConfigFile.plan(options.config(), training, spec);
    RunFolder folder =
        options
            .out()
            .map(RunFolder::at)
            .orElseGet(
                () -> RunFolder.ofTime(Path.of("runs"), LocalDateTime.now(ZoneId.systemDefault())));
    folder.requireWritable(RunFiles.NAMES);
    options.summary().ifPresent(Writable::requireFile);
    Curves.warmUp();
    Digits digits = dataOptions.load();
    try (Session session = Session.open(backend.config());
        Interruption interruption = Interruption.watching(options.stopFile())) {
      Map<String, Object> summary = train(session, digits, plan, folder, interruption);
      options
          .summary()
          .ifPresent(
              file -> {
                Writable.makeFoldersOf(file);
                Json.write(file, summary);
              });
    }
  }

  private Map<String, Object> train(
      Session session,
      Digits digits,
      TrainingPlan plan,
      RunFolder folder,
      Interruption interruption) {
    TrainingRun run =
        new TrainingRun(
            session,
            digits,
            plan,
            settings(session, plan),
            new TrainingRun.Saving(options.checkpoint(), options.resumes()),
            interruption,
            System.out);
    if (options.repeat() > 1) {
      return new Repetition(run, options.repeat()).into(folder);
    }
    return run.into(folder).summary().asMap();
  }

  /** The complete configuration. */
  private Map<String, Object> settings(Session session, TrainingPlan plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    dataOptions.addTo(settings);
    settings.putAll(plan.settings());
    if (options.checkpoint() > 0) {
      settings.put("checkpoint", options.checkpoint());
    }
    settings.putAll(session.settings());
    return settings;
  }
}
