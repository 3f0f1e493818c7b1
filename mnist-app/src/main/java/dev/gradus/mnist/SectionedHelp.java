package dev.gradus.mnist;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Options in the help under the headings of their {@link Section}s. */
final class SectionedHelp {
  private static final String REST = "In general";

  private SectionedHelp() {}

  /** Has the help of a command, and of those below it, show sections. */
  static CommandLine in(CommandLine commandLine) {
    commandLine
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, SectionedHelp::options);
    commandLine.getSubcommands().values().forEach(SectionedHelp::in);
    return commandLine;
  }

  private static String options(Help help) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    help.commandSpec().options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparingInt(OptionSpec::order))
        .forEach(
            option ->
                sections.computeIfAbsent(heading(option), h -> new ArrayList<>()).add(option));
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (heading, options) -> {
          Help.Layout layout = help.createDefaultLayout();
          layout.addOptions(options, help.createDefaultParamLabelRenderer());
          text.append(sections.size() == 1 ? "" : Text.format("%n%s:%n", heading)).append(layout);
        });
    return text.toString();
  }

  private static String heading(OptionSpec option) {
    Section section =
        option.userObject() instanceof Member member
            ? member.getDeclaringClass().getAnnotation(Section.class)
            : null;
    return section == null ? REST : section.value();
  }
}
