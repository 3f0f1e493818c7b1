package dev.gradus.mnist;

import dev.gradus.formats.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
   * The same for a command that runs nothing like {@code train}: what the file says of where a run
   * goes, how often and how it ends is left out, unless the command has such an option too.
   */
  static void applyTraining(Optional<Path> file, CommandSpec command) {
    applyTraining(file, command, setting -> false);
  }

  /** The same without some settings more. */
  static void applyTraining(
      Optional<Path> file, CommandSpec command, Predicate<Map.Entry<String, Object>> ignored) {
    file.ifPresent(
        path -> {
          Map<String, Object> values = Json.read(path);
          values.entrySet().removeIf(ignored);
          applyTraining(values, path, command);
        });
  }

  private static void applyTraining(Map<String, Object> values, Path file, CommandSpec command) {
    for (OptionSpec option : CommandSpec.forAnnotatedObject(new RunOptions()).options()) {
      if (command.findOption(option.longestName()) == null) {
        values.remove(Settings.name(option));
      }
    }
    new Settings(command).apply(values, Settings.given(command), file.toString());
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
