package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallRunsIT {
  @TempDir private Path folder;
  private App app;
  private Path digits;

  @BeforeEach
  void prepare() {
    app = new App(folder);
    digits = SmallSets.digits(folder.resolve("digits"));
  }

  @Test
  void runsOfTheSameSecondGetFoldersOfTheirOwn() throws InterruptedException {
    Object[] args = {"train", "--data", digits, "--backend", "ejml", "--iterations", 5};
    List<Process> runs = List.of(app.start(args), app.start(args));
    for (Process run : runs) {
      assertEquals(0, run.waitFor());
    }
    Set<String> names = TrainIT.namesIn(folder.resolve("runs"));
    assertEquals(2, names.size(), names::toString);
    for (String name : names) {
      assertTrue(name.matches("\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d(-2)?"), name);
    }
  }

  @Test
  void aTerminalShowsABarThatIsGoneInTheEnd() {
    App.Result result =
        app.jvmOption("-Dgradus.columns=70")
            .run("train", "--data", digits, "--backend", "ejml", "--epochs", 3, "--out", "run")
            .mustSucceed();
    String erase = "\r\u001b[K";
    assertTrue(result.out().contains(erase + "training   0% "), result.out());
    assertTrue(result.out().contains(" left"), result.out());
    for (String shown : result.out().split("[\r\n]+")) {
      assertTrue(shown.replace("\u001b[K", "").length() < 110, shown);
    }
    String end = result.out().substring(result.out().lastIndexOf("\u001b[K") + 3);
    assertTrue(end.startsWith(System.lineSeparator()), end);
    assertTrue(end.contains("results   run"), end);
  }

  @Test
  void imagesOfAnotherSizeMakeAnotherNetwork() {
    Path halved = SmallSets.halved(folder.resolve("halved"));
    app.run("train", "--data", halved, "--backend", "ejml", "--epochs", 2, "--out", "run")
        .mustSucceed();
    assertEquals(
        196L * 50 + 50 + 500 + 10, Json.read(folder.resolve("run/summary.json")).get("parameters"));
    assertEquals(8L, Json.read(folder.resolve("run/summary.json")).get("iterations"));
    app.run("evaluate", "run", "--data", halved, "--backend", "ejml").mustSucceed();
    app.run("evaluate", "run", "--data", digits, "--backend", "ejml")
        .mustFailSaying("model run", "14 × 14", "28 × 28");
  }

  @Test
  void everyOptionOfTheNetworkAndItsTrainingIsTaken() {
    App.Result result =
        app.run(
                "train",
                "--data",
                digits,
                "--backend",
                "EJML",
                "--precision",
                "F64",
                "--threads",
                1,
                "--device",
                "CPU",
                "--hidden",
                "12,7",
                "--activation",
                "Tanh",
                "--batch",
                20,
                "--epochs",
                3,
                "--optimizer",
                "Momentum",
                "--lr",
                "0.02",
                "--l2",
                "1e-4",
                "--init",
                "He",
                "--seed",
                -7,
                "--out",
                "run")
            .mustSucceed();
    for (String part :
        List.of(
            "ejml f64 on 1 thread ",
            "784-12-7-10, tanh",
            "start He",
            "60 iterations of 20 images (3.0 epochs), momentum 0.9, learning rate 0.02, L2 1.0E-4,"
                + " seed -7")) {
      assertTrue(result.out().contains(part), () -> part + " in " + result.out());
    }
  }

  @Test
  void resultsInAFolderOfTheUsersReplaceOldOnesAndNothingElse() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("history.csv"), "old");
    Files.writeString(out.resolve("notes.txt"), "mine");
    app.run("train", "--data", digits, "--backend", "ejml", "--iterations", 5, "--out", out)
        .mustSucceed();
    assertEquals(6, Files.readAllLines(out.resolve("history.csv")).size());
    assertEquals("mine", Files.readString(out.resolve("notes.txt")));
    assertEquals(8, TrainIT.namesIn(out).size());
  }

  @Test
  void aRunThatIsInterruptedEndsWithEverythingWritten() throws IOException, InterruptedException {
    Process run =
        app.start(
            "train",
            "--data",
            digits,
            "--backend",
            "ejml",
            "--iterations",
            10_000_000,
            "--out",
            "a/run");
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(run.getInputStream(), StandardCharsets.UTF_8))) {
      while (!out.readLine().contains("epoch  iteration")) {
        // The header comes first.
      }
      run.toHandle().destroy(); // Process.destroy would close the output, too
      String rest = out.lines().collect(Collectors.joining("\n"));
      run.waitFor();
      assertTrue(rest.contains("it was asked to stop") && rest.contains("a/run"), rest);
      assertTrue(!rest.contains("mnist: "), rest);
    }
    assertEquals(Set.of("digits", "a"), TrainIT.namesIn(folder));
    assertEquals(Set.of("run"), TrainIT.namesIn(folder.resolve("a")));
    assertEquals(7, TrainIT.namesIn(folder.resolve("a/run")).size());
    assertEquals("stopped", Json.read(folder.resolve("a/run/summary.json")).get("ending"));
  }
}
