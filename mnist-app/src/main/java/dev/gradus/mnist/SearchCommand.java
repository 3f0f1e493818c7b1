package dev.gradus.mnist;

import dev.gradus.backend.BackendConfig;
import dev.gradus.nn.search.Outcome;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Searches for hyperparameters and leaves the table of its trials in a folder. */
@Command(
    name = "search",
    sortOptions = false,
    abbreviateSynopsis = true,
    header = "Searches at random for the hyperparameters that train best.",
    description = {
      "",
      "Each trial trains with values drawn from the ranges, early stopped, and is judged by its"
          + " accuracy on validation images, which are kept from the training images; the test"
          + " images take no part. Leaves in a folder, after each trial, the table sorted by score"
          + " (search.csv, search.json) and the options of the best trial (config.json, for"
          + " 'mnist train --config'), and at the end a picture of the best (search.png). Ctrl-C"
          + " ends it with what there is.",
    })
final class SearchCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private final SearchOptions options = new SearchOptions();
  @Mixin private final TrainingOptions training = new TrainingOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();
  @Mixin private final PrecisionOptions backend = new PrecisionOptions();

  @Override
  public void run() {
    List<Outcome> known = takeSettings();
    SearchPlan plan =
        new SearchPlan(
            ConfigFile.plan(options.config(), training, spec), options.space(), options.trials());
    RunFolder folder = folder();
    folder.requireWritable(SearchFiles.NAMES);
    Curves.warmUp();
    Digits digits = dataOptions.load();
    BackendConfig config = backend.config().withThreads(1);
    try (Interruption interruption = Interruption.watching(options.stopFile())) {
      Map<String, Object> surroundings = surroundings(config);
      Map<String, Object> settings = new LinkedHashMap<>(surroundings);
      settings.putAll(plan.base().settings());
      options.addTo(settings);
      PreparedImages images = plan.base().prepare(digits);
      describe(plan, digits, images, config);
      new SearchRun(
              plan,
              options.parallel(),
              new TrainingTrial(plan, config, digits, images, interruption::isWanted),
              new SearchFiles(folder.made().resolve(""), plan, settings, surroundings),
              System.out)
          .run(known);
    }
  }

  /** Gives the options their values from files; returns the outcomes that are known already. */
  private List<Outcome> takeSettings() {
    Set<String> given = Settings.given(spec);
    options.requireOwnOptions(given);
    Settings all = new Settings(spec);
    Optional<Path> from = options.resume().map(folder -> folder.resolve(SearchFile.NAME));
    if (from.isPresent()) {
      SearchFile file = SearchFile.read(from.get());
      all.apply(file.settings(), given, from.get().toString());
      return file.outcomes();
    }
    all.apply(SearchPlan.DEFAULTS, given, "search");
    ConfigFile.applyTraining(options.config(), spec, SearchCommand::keepsNone);
    options.requireFree(given);
    return List.of();
  }

  /** Of a run that needed no validation images; a search does. */
  private static boolean keepsNone(Map.Entry<String, Object> setting) {
    return setting.getKey().equals("validation")
        && setting.getValue() instanceof Number share
        && share.doubleValue() == 0;
  }

  private RunFolder folder() {
    options
        .out()
        .filter(out -> Files.exists(out.resolve(SearchFile.NAME)))
        .ifPresent(
            out -> {
              throw new IllegalArgumentException(
                  "--out: %s holds a search already; --resume goes on with it".formatted(out));
            });
    return options
        .resume()
        .or(options::out)
        .map(RunFolder::at)
        .orElseGet(
            () ->
                RunFolder.ofTime(
                    Path.of("runs"), "search_", LocalDateTime.now(ZoneId.systemDefault())));
  }

  /** Of data and backend; results do not depend on the number of threads. */
  private Map<String, Object> surroundings(BackendConfig config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    dataOptions.addTo(settings);
    try (Session session = Session.open(config)) {
      settings.putAll(session.settings());
    }
    settings.remove("threads");
    return settings;
  }

  private void describe(
      SearchPlan plan, Digits digits, PreparedImages images, BackendConfig config) {
    PrintStream screen = System.out;
    CoursePlan course = plan.base().course();
    try (Session session = Session.open(config)) {
      screen.println("backend   " + session.describeWithReason());
    }
    screen.println("network   " + plan.base().network().describeWidths(digits.inputs()));
    screen.println("data      " + digits.describe() + plan.base().data().describe(images));
    screen.println("training  " + course.describe(images.train().size()) + course.describeEnd());
    screen.println(
        "search    "
            + plan.describe()
            + "; "
            + options.parallel()
            + " at once, seed "
            + course.seed());
    screen.println();
  }
}
