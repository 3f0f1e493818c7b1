package dev.gradus.mnist;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a command as plain values by name, without dashes: numbers, truth values, texts,
 * and lists of numbers, as they stand in a JSON file. The options themselves say what exists, of
 * which type it is and what is refused, so that files and flags cannot differ.
 */
final class Settings {
  /** What only a command line can say. */
  private static final Set<String> FLAGS_ONLY =
      Set.of("config", "resume", "help", "version", "verbose", "backend-path");

  /** Two ways to say the same. */
  private static final Map<String, String> RIVALS =
      Map.of("epochs", "iterations", "iterations", "epochs");

  private final Map<String, OptionSpec> options = new LinkedHashMap<>();
  private final String command;

  /** The settings of a command, whose options were parsed. */
  Settings(CommandSpec spec) {
    this.command = spec.qualifiedName();
    for (OptionSpec option : spec.options()) {
      String name = name(option);
      if (!FLAGS_ONLY.contains(name)) {
        options.put(name, option);
      }
    }
  }

  /** The name of an option, without dashes. */
  static String name(OptionSpec option) {
    return option.longestName().substring(2);
  }

  /**
   * Gives options the values of a file.
   *
   * @param values by name; null for none
   * @param given the names of options that are not to be changed, though their values are checked
   * @param source of the values, for messages
   * @throws IllegalArgumentException for a name that does not exist, or a value of another type or
   *     out of range
   */
  void apply(Map<String, ?> values, Set<String> given, String source) {
    values.forEach(
        (name, value) -> {
          OptionSpec option = options.get(name);
          if (option == null) {
            throw new IllegalArgumentException(
                "%s: there is no setting '%s'; '%s --help' shows the options, whose names without dashes are meant"
                    .formatted(source, name, command));
          }
          Object converted = value == null ? null : converted(option, value, source);
          if (!given.contains(name) && !given.contains(rival(name))) {
            set(option, converted, source);
          }
        });
  }

  private static void set(OptionSpec option, Object value, String source) {
    if (value == null && option.defaultValue() != null) {
      throw wrong(option, source, "expected a value, got null");
    }
    option.setValue(value);
  }

  private static Object converted(OptionSpec option, Object value, String source) {
    String text = text(option, value, source);
    if (option.type() == boolean.class) {
      return value;
    }
    ITypeConverter<?>[] converters = option.converters();
    if (converters == null || converters.length == 0) {
      return text;
    }
    try {
      return converters[0].convert(text);
    } catch (Exception e) { // a converter may throw any; ours refuse values
      throw wrong(option, source, e.getMessage());
    }
  }

  /** The value as it would be written on the command line. */
  private static String text(OptionSpec option, Object value, String source) {
    Class<?> type = option.type();
    boolean several = type == Several.class;
    boolean number = several || type.isPrimitive() || Number.class.isAssignableFrom(type);
    if (type == boolean.class) {
      require(value instanceof Boolean, option, source, "true or false", value);
    } else if (several && value instanceof List<?> list) {
      list.forEach(one -> require(one instanceof Number, option, source, "numbers", one));
      return list.isEmpty()
          ? "none"
          : list.stream().map(String::valueOf).collect(Collectors.joining(","));
    } else if (number) {
      String expected = several ? "a list of numbers" : "a number";
      require(value instanceof Number, option, source, expected, value);
    } else {
      require(value instanceof String, option, source, "a text", value);
    }
    return String.valueOf(value);
  }

  private static void require(
      boolean holds, OptionSpec option, String source, String expected, Object got) {
    if (!holds) {
      throw wrong(option, source, "expected " + expected + ", got " + shown(got));
    }
  }

  private static String shown(Object value) {
    return value instanceof String ? "'" + value + "'" : "" + value;
  }

  private static IllegalArgumentException wrong(OptionSpec option, String source, String message) {
    return new IllegalArgumentException("%s: '%s': %s".formatted(source, name(option), message));
  }

  /** The setting that one takes the place of, or an empty text. */
  static String rival(String name) {
    return RIVALS.getOrDefault(name, "");
  }

  /** The names of options that the command line gave. */
  static Set<String> given(CommandSpec command) {
    return command.commandLine().getParseResult().matchedOptionsSet().stream()
        .map(Settings::name)
        .collect(Collectors.collectingAndThen(Collectors.toSet(), Collections::unmodifiableSet));
  }
}
