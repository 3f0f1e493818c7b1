package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIT {
  private static final int TRIALS = 6;

  @TempDir private Path folder;

  private Object[] search(Object out, Object... more) {
    List<Object> args = new ArrayList<>();
    args.addAll(List.of("search", "--data", "digits", "--backend", "ejml", "--trials", TRIALS));
    args.addAll(List.of("--search-lr", "0.01..1", "--epochs", 40, "--patience", 40, "--out", out));
    args.addAll(List.of(more));
    return args.toArray();
  }

  /** Ends a search after its first trial; returns what it said from then on. */
  private static String end(Process search, boolean kill) throws IOException, InterruptedException {
    StringBuilder said = new StringBuilder();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(search.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.contains(": accuracy ")) {
        line = out.readLine();
      }
      ProcessHandle handle = search.toHandle(); // a Process would close its streams
      assertTrue(kill ? handle.destroyForcibly() : handle.destroy());
      for (; line != null; line = out.readLine()) {
        said.append(line).append('\n');
      }
    }
    search.waitFor();
    return said.toString();
  }

  @Test
  void aSearchThatIsKilledAndInterruptedEndsLikeOneThatRanThrough()
      throws IOException, InterruptedException {
    SmallSets.digits(folder.resolve("digits"));
    App app = new App(folder);
    app.run(search("whole", "--parallel", 2)).mustSucceed();

    end(app.start(search("parts", "--parallel", 1)), true);
    String said = end(app.start("search", "--resume", "parts", "--parallel", 1), false);
    assertTrue(said.contains("results   parts"), said);
    assertTrue(said.contains(" of " + TRIALS + " trials; mnist search --resume parts"), said);
    app.run("search", "--resume", "parts").mustSucceed();
    for (String name : SearchFiles.NAMES) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(name)),
          Files.readAllBytes(folder.resolve("parts").resolve(name)),
          name);
    }
    assertEquals(Set.copyOf(SearchFiles.NAMES), TrainIT.namesIn(folder.resolve("whole")));

    app.run("train", "--config", "whole/config.json", "--threads", 2, "--out", "best")
        .mustSucceed();
    String best = Files.readAllLines(folder.resolve("whole/search.csv")).get(1).split(",")[1];
    assertEquals(
        Double.valueOf(best),
        Json.read(folder.resolve("best/summary.json")).get("validationAccuracy"));
    app.run(search("whole")).mustFailSaying("whole holds a search already");
  }
}
