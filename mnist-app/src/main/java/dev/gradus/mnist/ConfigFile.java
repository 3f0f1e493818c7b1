package dev.gradus.mnist;

import dev.gradus.formats.Json;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file with settings of a command. */
final class ConfigFile {
  private ConfigFile() {}

  /** Gives all options that the command line did not give those values that the file has. */
  static void apply(Optional<Path> file, CommandSpec command) {
    file.ifPresent(
        path ->
            new Settings(command).apply(Json.read(path), Settings.given(command), path.toString()));
  }

  /**
   * The plan that the options make.
   *
   * @throws ParameterException if they do not fit together
   * @throws IllegalArgumentException if the file has a part in that
   */
  static TrainingPlan plan(Optional<Path> file, TrainingOptions options, CommandSpec command) {
    try {
      return options.plan();
    } catch (IllegalArgumentException e) {
      if (file.isPresent()) {
        throw new IllegalArgumentException(
            e.getMessage() + " (with the settings of " + file.get() + ")", e);
      }
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
