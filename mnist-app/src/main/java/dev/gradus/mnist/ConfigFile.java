package dev.gradus.mnist;

import dev.gradus.formats.Json;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A file with settings of a command. */
final class ConfigFile {
  private ConfigFile() {}

  /** Gives all options that the command line did not give those values that the file has. */
  static void apply(Optional<Path> file, CommandSpec command) {
    file.ifPresent(
        path ->
            new Settings(command).apply(Json.read(path), Settings.given(command), path.toString()));
  }

  /** The plan that the options make; what does not fit together may be the file's. */
  static TrainingPlan plan(Optional<Path> file, TrainingOptions options) {
    try {
      return options.plan();
    } catch (IllegalArgumentException e) {
      throw file.map(
              path ->
                  new IllegalArgumentException(
                      e.getMessage() + " (with the settings of " + path + ")", e))
          .orElse(e);
    }
  }
}
