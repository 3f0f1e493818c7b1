package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.search.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class SearchOptionsTest {
  @Command(name = "some")
  private static final class Some {
    @Mixin private final SearchOptions search = new SearchOptions();
  }

  private static SearchOptions parse(String... args) {
    Some some = new Some();
    new CommandLine(some).parseArgs(args);
    return some.search;
  }

  @Test
  void theRangesAreThoseOfTheNotesUnlessToldOtherwise() {
    assertEquals(
        Map.of(
            "lr", new Dimension.LogUniform(1e-6, 1e-2),
            "weight-decay", new Dimension.LogUniform(1e-8, 1e-4)),
        parse().space().dimensions());
    assertEquals(
        Map.of(
            "dropout", new Dimension.Uniform(0, 0.5),
            "hidden", new Dimension.Whole(20, 200),
            "batch", new Dimension.Choice(List.of("32", "64"))),
        parse(
                "--search-lr=none",
                "--search-weight-decay=None",
                "--search-dropout=0..0.5",
                "--search-hidden=20..200",
                "--search-batch=32,64")
            .space()
            .dimensions());
  }

  @Test
  void itsSettingsMakeTheSameSearchAgain() {
    SearchOptions given = parse("--trials=7", "--search-lr=0.001..1", "--search-hidden=20..200");
    Map<String, Object> settings = new LinkedHashMap<>();
    given.addTo(settings);
    Some again = new Some();
    CommandLine commandLine = new CommandLine(again);
    commandLine.parseArgs("--trials=9");
    new Settings(commandLine.getCommandSpec()).apply(settings, Set.of("trials"), "here");
    assertEquals(given.space().dimensions(), again.search.space().dimensions());
    assertEquals(9, again.search.trials());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--search-lr=1e-3       | --search-lr: expected a range such as 0.001..0.1, or none",
        "--search-lr=0..1       | --search-lr: expected a finite number above 0, got '0'",
        "--search-lr=1..0.1     | --search-lr: expected the lower end first, got '1..0.1'",
        "--search-hidden=1..2.5 | --search-hidden: expected a whole number of at least 1",
        "--search-batch=0       | --search-batch: expected a whole number of at least 1",
      })
  void whatIsNoRangeIsRefused(String arg, String message) {
    ParameterException refusal = assertThrows(ParameterException.class, () -> parse(arg));
    assertTrue(new UsageError(refusal).toString().startsWith(message), refusal.getMessage());
  }

  @Test
  void whatTheSearchDecidesCannotBeGivenToo() {
    parse().requireFree(Set.of("trials", "hidden", "seed"));
    parse("--search-lr=none").requireFree(Set.of("lr"));
    assertEquals(
        "--lr: is searched; say --search-lr none to keep it",
        assertThrows(IllegalArgumentException.class, () -> parse().requireFree(Set.of("lr")))
            .getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> parse().requireFree(Set.of("threads")))
            .getMessage()
            .startsWith("--threads: each trial has one"));
  }

  @Test
  void aSearchThatIsResumedTakesNoOtherOptions() {
    parse("--resume=a").requireOwnOptions(Set.of("resume", "trials", "parallel", "stop-file"));
    assertEquals(
        "--resume: goes on with the options of the search; leave out --lr, --seed",
        assertThrows(
                IllegalArgumentException.class,
                () -> parse("--resume=a").requireOwnOptions(Set.of("resume", "seed", "lr")))
            .getMessage());
  }
}
