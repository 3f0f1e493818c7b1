package dev.gradus.mnist;

import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All options that say what is trained, on what, and how. */
@Command
final class TrainingOptions {
  @Mixin private final NetworkOptions network = new NetworkOptions();
  @Mixin private final CourseOptions course = new CourseOptions();
  @Mixin private final OptimizerOptions optimizer = new OptimizerOptions();
  @Mixin private final LossOptions loss = new LossOptions();
  @Mixin private final PreparationOptions preparation = new PreparationOptions();

  /** The plan that they make. */
  TrainingPlan plan() {
    return new TrainingPlan(
        preparation.plan(), network.plan(), loss.plan(), optimizer.plan(), course.plan());
  }

  /** The plan of some settings; all others have their defaults. */
  static TrainingPlan plan(Map<String, ?> settings) {
    TrainingOptions options = new TrainingOptions();
    CommandLine commandLine = new CommandLine(options);
    commandLine.parseArgs();
    new Settings(commandLine.getCommandSpec()).apply(settings, Set.of(), "settings");
    return options.plan();
  }
}
