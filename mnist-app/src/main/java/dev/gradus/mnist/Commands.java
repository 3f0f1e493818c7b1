package dev.gradus.mnist;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The commands below {@link Mnist}. */
final class Commands {
  private static final List<Map.Entry<String, Class<?>>> ALL =
      List.of(
          Map.entry("train", TrainCommand.class),
          Map.entry("lr-find", LearningRateCommand.class),
          Map.entry("search", SearchCommand.class),
          Map.entry("evaluate", EvaluateCommand.class),
          Map.entry("predict", PredictCommand.class),
          Map.entry("lesson", LessonCommand.class),
          Map.entry("gradcheck", GradcheckCommand.class),
          Map.entry("conformance", ConformanceCommand.class),
          Map.entry("backends", BackendsCommand.class),
          Map.entry("bench", BenchCommand.class));

  private Commands() {}

  /**
   * The commands among some arguments, or all where there is none. Reading the options of a command
   * from its class takes tens of milliseconds before the JVM has warmed up, so one that cannot be
   * meant is left out; an option's value that happens to be a command's name does no harm.
   */
  static Map<String, Class<?>> among(String... args) {
    Map<String, Class<?>> named = new LinkedHashMap<>();
    Map<String, Class<?>> all = new LinkedHashMap<>();
    List<String> given = Arrays.asList(args);
    for (Map.Entry<String, Class<?>> command : ALL) {
      all.put(command.getKey(), command.getValue());
      if (given.contains(command.getKey())) {
        named.put(command.getKey(), command.getValue());
      }
    }
    return named.isEmpty() ? all : named;
  }

  /** Adds them to the command above. */
  static CommandLine addTo(CommandLine commandLine, String... args) {
    among(args).forEach(commandLine::addSubcommand);
    return commandLine;
  }
}
