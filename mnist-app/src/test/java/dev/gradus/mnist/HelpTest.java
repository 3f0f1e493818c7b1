package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
  private static String help(String command) {
    CommandLine mnist = SectionedHelp.in(Commands.addTo(new CommandLine(new Mnist()), command));
    return mnist.setUsageHelpWidth(100).getSubcommands().get(command).getUsageMessage();
  }

  @Test
  void trainShowsItsOptionsUnderHeadings() {
    String help = help("train");
    Matcher headings = Pattern.compile("(?m)^(\\S[^:\\n]*):\\R").matcher(help);
    List<String> found = headings.results().map(result -> result.group(1)).toList();
    assertEquals(
        List.of(
            "Network",
            "Training",
            "Optimizer",
            "Loss and penalties",
            "Images",
            "The run",
            "Backend",
            "In general"),
        found);
    assertTrue(help.indexOf("--beta1") > help.indexOf("Optimizer:"), help);
    assertTrue(help.indexOf("--beta1") < help.indexOf("Loss and penalties:"), help);
    assertTrue(help.indexOf("--data") < help.indexOf("The run:"), help);
  }

  @Test
  void everyHelpFitsInto100Columns() {
    for (String command : Commands.among().keySet()) {
      String help = help(command);
      assertTrue(help.contains("--help"), help);
      help.lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }
  }
}
