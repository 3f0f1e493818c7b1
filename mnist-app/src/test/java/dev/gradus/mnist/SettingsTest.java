package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class SettingsTest {
  @TempDir private Path folder;

  private TrainingPlan plan(String json, String... flags) throws IOException {
    Path file = Files.writeString(folder.resolve("my.json"), json);
    TrainingOptions options = new TrainingOptions();
    CommandLine commandLine = new CommandLine(options);
    CommandSpec spec = commandLine.getCommandSpec();
    commandLine.parseArgs(flags);
    ConfigFile.apply(Optional.of(file), spec);
    return ConfigFile.plan(Optional.of(file), options, spec);
  }

  @Test
  void aFileGivesWhatTheCommandLineDoesNot() throws IOException {
    TrainingPlan plan =
        plan(
            "{\"lr\": 0.3, \"hidden\": [7, 6], \"batch-norm\": true, \"schedule\": \"cosine\"}",
            "--lr=0.4",
            "--no-batch-norm");
    assertEquals(
        TrainingPlan.of(Map.of("hidden", List.of(7, 6), "schedule", "cosine"))
            .with(Map.of("lr", 0.4)),
        plan);
  }

  @Test
  void iterationsOnTheCommandLineWinOverEpochsInTheFileAndTheOtherWayRound() throws IOException {
    assertEquals(5, plan("{\"epochs\": 3}", "--iterations=5").course().iterations(1_000));
    assertEquals(30, plan("{\"iterations\": 5}", "--epochs=3").course().iterations(1_000));
    assertThrows(IllegalArgumentException.class, () -> plan("{\"iterations\": 5, \"epochs\": 3}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'lr': 'x'}            | my.json: 'lr': expected a number, got 'x'",
        "{'lr': -1}             | my.json: 'lr': expected a finite number above 0, got '-1'",
        "{'batch': 1.5}         | my.json: 'batch': expected a whole number of at least 1, got '1.5'",
        "{'hidden': [3, 'a']}   | my.json: 'hidden': expected numbers, got 'a'",
        "{'hidden': [0]}        | my.json: 'hidden': expected a whole number of at least 1, got '0'",
        "{'hidden': '3'}        | my.json: 'hidden': expected a list of numbers, got '3'",
        "{'batch-norm': 1}      | my.json: 'batch-norm': expected true or false, got 1",
        "{'optimizer': 'adamx'} | my.json: 'optimizer': expected sgd or momentum or",
        "{'optimizer': 3}       | my.json: 'optimizer': expected a text, got 3",
        "{'schedule': 'up'}     | my.json: 'schedule': schedule: expected constant, warmup,",
        "{'time-limit': '5'}    | my.json: 'time-limit': expected a time such as 90s",
        "{'seed': null}         | my.json: 'seed': expected a value, got null",
        "{'lerning': 1}         | my.json: there is no setting 'lerning'; 'mnist train --help'",
        "{'verbose': true}      | my.json: there is no setting 'verbose'",
      })
  void whatCannotBeIsRefusedByFileAndName(String json, String message) {
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> plan(json.replace('\'', '"')))
            .getMessage();
    assertTrue(refusal.startsWith(folder.resolve(message).toString()), refusal);
  }

  @Test
  void valuesThatLoseAgainstTheCommandLineAreCheckedAllTheSame() {
    assertThrows(IllegalArgumentException.class, () -> plan("{\"lr\": -1}", "--lr=0.4"));
  }

  @Test
  void whatDoesNotFitTogetherNamesTheFileIfThereIsOne() {
    String withFile =
        assertThrows(IllegalArgumentException.class, () -> plan("{\"momentum\": 0.5}"))
            .getMessage();
    assertTrue(withFile.startsWith("--momentum: sgd has no such constant"), withFile);
    assertTrue(withFile.endsWith("my.json)"), withFile);
    TrainingOptions options = new TrainingOptions();
    CommandLine commandLine = new CommandLine(options);
    commandLine.parseArgs("--momentum=0.5");
    assertThrows(
        ParameterException.class,
        () -> ConfigFile.plan(Optional.empty(), options, commandLine.getCommandSpec()));
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThrows(MalformedFileException.class, () -> plan("{"));
  }
}
