package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands make of the config.json of a run. */
class CommandSettingsTest {
  @TempDir private Path folder;

  /** What the command says when it fails, as it does at the latest where there are no images. */
  private String failure(Object command, String... args) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = new CommandLine(command).setErr(new PrintWriter(err, true));
    assertNotEquals(0, commandLine.execute(args));
    return err.toString();
  }

  private Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("config.json"), text);
  }

  @Test
  void theFolderOfSeveralSeedsIsNotResumed() throws IOException {
    config("{\"repeat\": 2, \"data\": \"nowhere\"}");
    String message = failure(new TrainCommand(), "--resume=" + folder);
    assertTrue(message.startsWith("--resume: goes on with a single training"), message);
    assertTrue(message.contains(folder.resolve("seed-K").toString()), message);
  }

  @Test
  void aRateIsSoughtAndASearchBegunWithWhatARunWasToldOfItself() throws IOException {
    Path file =
        config(
            "{\"checkpoint\": 5, \"repeat\": 3, \"summary\": \"a.json\", \"stop-file\": \"b\","
                + " \"validation\": 0, \"min-change\": 0.0}");
    String none = folder.resolve("nowhere").toString();
    String out = "--out=" + folder.resolve("out");
    for (Object command : new Object[] {new LearningRateCommand(), new SearchCommand()}) {
      String message = failure(command, "--config=" + file, "--data=" + none, out);
      assertFalse(message.contains("there is no setting"), message);
      assertFalse(message.contains("--validation"), message);
      assertTrue(message.contains(none), message);
      config("{\"lerning\": 1}");
      assertTrue(failure(command, "--config=" + file, out).contains("'lerning'"), "unknown names");
      config("{\"repeat\": 3}");
    }
  }

  @Test
  void theFolderOfImagesIsKeptSoThatItIsFoundFromEverywhere() {
    DataOptions options = new DataOptions();
    new CommandLine(options).parseArgs("--data=./digits");
    Map<String, Object> settings = new LinkedHashMap<>();
    options.addTo(settings);
    assertEquals(Map.of("data", Path.of("digits").toAbsolutePath().toString()), settings);
  }
}
