package dev.gradus.mnist;

import dev.gradus.formats.Csv;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.train.LearningRateCurve;
import dev.gradus.nn.train.LearningRateFinder;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.TensorOps;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries learning rates. */
@Section("The test")
@Command(
    name = "lr-find",
    sortOptions = false,
    abbreviateSynopsis = true,
    header = "Finds a learning rate, in a short training whose rate grows until the loss explodes.",
    description = {
      "",
      "Suggests the rate at which the smoothed loss falls fastest, and leaves in a folder"
          + " lr-find.csv and the curve, lr-find.png. Takes the options of 'mnist train'; those of"
          + " its length, --lr and --schedule say nothing here.",
    })
final class LearningRateCommand implements Runnable {
  private static final String TABLE = "lr-find.csv";
  private static final String PICTURE = "lr-find.png";

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "X",
      defaultValue = "1e-6",
      converter = Numbers.Positive.class,
      description = "The lowest rate. Default: ${DEFAULT-VALUE}.")
  private double lowest;

  @Option(
      names = "--to",
      paramLabel = "X",
      defaultValue = "10",
      converter = Numbers.Positive.class,
      description = "The highest rate. Default: ${DEFAULT-VALUE}.")
  private double highest;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "200",
      converter = Numbers.Count.class,
      description = "How many rates are tried. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      converter = GivenPath.class,
      description = "Where the results go. Default: runs/lr-find_<date>_<time>.")
  private Path out;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = GivenPath.class,
      description =
          "Take options from a JSON file, as 'mnist train' does, such as a run's config.json.")
  private Path config;

  @Mixin private final TrainingOptions training = new TrainingOptions();
  @Mixin private final DataOptions dataOptions = new DataOptions();
  @Mixin private final PrecisionOptions backend = new PrecisionOptions();

  @Override
  public void run() {
    Optional<Path> file = Optional.ofNullable(config);
    ConfigFile.applyTraining(file, spec);
    TrainingPlan plan = ConfigFile.plan(file, training, spec);
    RunFolder folder =
        out == null
            ? RunFolder.ofTime(
                Path.of("runs"), "lr-find_", LocalDateTime.now(ZoneId.systemDefault()))
            : RunFolder.at(out);
    folder.requireWritable(List.of(TABLE, PICTURE));
    Digits digits = dataOptions.load();
    try (Session session = Session.open(backend.config());
        Scope scope = session.ops().scope()) {
      PrintStream screen = System.out;
      TensorOps ops = session.ops();
      PreparedImages images = plan.prepare(digits);
      Sequential network = plan.network(ops, digits);
      screen.println("backend   " + session.describeWithReason());
      screen.println("network   " + plan.network().describe(digits.inputs(), network));
      screen.println("data      " + digits.describe() + plan.data().describe(images));
      LearningRateCurve curve =
          new LearningRateFinder(
                  plan.objective(ops, network, images),
                  plan.optimizer().updateRule(),
                  plan.course().sampler(images.train().size()),
                  plan.course().random())
              .find(images.train(), lowest, highest, steps);
      report(curve, plan, digits, folder, screen);
    }
  }

  private static void report(
      LearningRateCurve curve,
      TrainingPlan plan,
      Digits digits,
      RunFolder folder,
      PrintStream screen) {
    List<LearningRateCurve.Point> points = curve.points();
    LearningRateCurve.Point last = points.get(points.size() - 1);
    screen.println(
        Text.format(
            "tried     %s from %.2g to %.2g",
            Text.count(points.size(), "rate"), points.get(0).learningRate(), last.learningRate()));
    screen.println(
        Text.format("suggested --lr %.2g, where the loss falls fastest", curve.steepest()));
    String title = plan.network().describeWidths(digits.inputs()) + " on " + digits.origin();
    Path results;
    try (Interruption interruption = Interruption.watching(Optional.empty())) {
      results =
          folder.publish(
              staging -> {
                write(staging.resolve(TABLE), points);
                Pictures.draw(
                    () -> new LearningRatePicture(title, curve).draw(staging.resolve(PICTURE)),
                    Terminal::warn);
              });
    }
    screen.println("results   " + results);
  }

  private static void write(Path file, List<LearningRateCurve.Point> points) {
    Csv.write(
        file,
        List.of("learningRate", "loss", "smoothed"),
        points.stream()
            .map(
                p ->
                    List.of(
                        Double.toString(p.learningRate()),
                        Double.toString(p.loss()),
                        Double.toString(p.smoothed())))
            .toList());
  }
}
