package dev.gradus.mnist;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, in our words where picocli's are hard to read.
 *
 * @param error what picocli found
 */
record UsageError(ParameterException error) {
  @Override
  public String toString() {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (error.getCause() instanceof TypeConversionException wrong && error.getArgSpec() != null) {
      return name(error.getArgSpec()) + ": " + wrong.getMessage();
    }
    return uncapitalized(String.valueOf(error.getMessage()).replaceFirst("^Error: ", ""));
  }

  private static String name(ArgSpec spec) {
    return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
  }

  private static String unmatched(UnmatchedArgumentException error) {
    String first = error.getUnmatched().get(0);
    if (!error.isUnknownOption() && error.getCommandLine().getSubcommands().isEmpty()) {
      return "unexpected argument '" + first + "'";
    }
    // picocli always finds something similar; one that begins otherwise is rarely meant.
    String similar =
        error.getSuggestions().stream()
            .filter(word -> bareStart(word) == bareStart(first))
            .findFirst()
            .map(word -> "; did you mean " + word + "?")
            .orElse("");
    return "there is no %s '%s'%s"
        .formatted(error.isUnknownOption() ? "option" : "command", first, similar);
  }

  private static char bareStart(String word) {
    String bare = word.replaceFirst("^-+", "");
    return bare.isEmpty() ? '-' : bare.charAt(0);
  }

  private static String uncapitalized(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
