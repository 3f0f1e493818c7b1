package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainIT {
  private static final int ITERATIONS = 60;
  private static final Set<String> RESULTS =
      Set.of(
          "accuracy.png",
          "config.json",
          "history.csv",
          "loss.png",
          "model.json",
          "model.safetensors",
          "summary.json");

  @TempDir private static Path folder;
  private static App app;
  private static App.Result trained;

  @BeforeAll
  static void trainOnTheEmbeddedDigits() {
    app = new App(folder);
    trained =
        app.run(
            "train",
            "--backend",
            "ejml",
            "--iterations",
            ITERATIONS,
            "--hidden",
            8,
            "--lr",
            0.5,
            "--out",
            "first",
            "--summary",
            "made/copy.json");
  }

  static Set<String> namesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itShowsPlainLinesWhereOutputIsNoTerminal() {
    trained.mustSucceed();
    assertFalse(trained.out().contains("\u001b"), "escape codes");
    assertFalse(trained.out().contains("\r"), "carriage returns");
    for (String part :
        List.of("ejml f32", "784-8-10", "ReLU", "6,370", "60,000", "results   first")) {
      assertTrue(trained.out().contains(part), () -> part + " in " + trained.out());
    }
  }

  @Test
  void itLeavesItsResultsAndNothingElse() {
    assertEquals(RESULTS, namesIn(folder.resolve("first")));
  }

  @Test
  void theSummaryTellsOfTheRun() {
    Map<String, Object> summary = Json.read(folder.resolve("first/summary.json"));
    assertEquals(
        List.of(
            "backend",
            "precision",
            "threads",
            "seed",
            "parameters",
            "iterations",
            "trainSeconds",
            "samplesPerSecond",
            "trainLoss",
            "trainAccuracy",
            "testAccuracy",
            "testLoss",
            "ending"),
        List.copyOf(summary.keySet()));
    assertEquals("ejml", summary.get("backend"));
    assertEquals("f32", summary.get("precision"));
    assertEquals(1L, summary.get("seed"));
    assertEquals(784L * 8 + 8 + 8 * 10 + 10, summary.get("parameters"));
    assertEquals((long) ITERATIONS, summary.get("iterations"));
    double seconds = (double) summary.get("trainSeconds");
    assertTrue(seconds > 0);
    assertEquals(100.0 * ITERATIONS / seconds, (double) summary.get("samplesPerSecond"), 1);
    assertEquals("completed", summary.get("ending"));
    double accuracy = (double) summary.get("testAccuracy");
    assertTrue(accuracy > 0.3 && accuracy < 1, () -> "accuracy " + accuracy);
    assertEquals(summary, Json.read(folder.resolve("made/copy.json")));
  }

  @Test
  void theHistoryHasARowForEachIteration() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("first/history.csv"));
    assertEquals("iteration,loss,trainAccuracy,testAccuracy", lines.get(0));
    assertEquals(1 + ITERATIONS, lines.size());
    for (int i = 1; i < ITERATIONS; i++) {
      assertTrue(lines.get(i).matches(i + ",\\d\\.\\d+,,"), lines.get(i));
    }
    Map<String, Object> summary = Json.read(folder.resolve("first/summary.json"));
    String[] last = lines.get(ITERATIONS).split(",", -1);
    assertEquals(summary.get("trainAccuracy"), Double.valueOf(last[2]));
    assertEquals(summary.get("testAccuracy"), Double.valueOf(last[3]));
  }

  @Test
  void thePicturesAreDrawn() throws IOException {
    for (String name : List.of("loss.png", "accuracy.png")) {
      BufferedImage picture = ImageIO.read(folder.resolve("first").resolve(name).toFile());
      assertTrue(picture.getWidth() >= 800 && picture.getHeight() >= 500, name);
      Set<Integer> colors = new TreeSet<>();
      for (int y = 0; y < picture.getHeight(); y += 2) {
        for (int x = 0; x < picture.getWidth(); x++) {
          colors.add(picture.getRGB(x, y) & 0xffffff);
        }
      }
      assertTrue(
          colors.contains(CurveStyle.TRAIN.getRGB() & 0xffffff), name + " has a train curve");
      assertTrue(colors.contains(CurveStyle.TEST.getRGB() & 0xffffff), name + " has a test curve");
    }
  }

  @Test
  void theModelEvaluatesToTheSameAccuracy() {
    Map<String, Object> summary = Json.read(folder.resolve("first/summary.json"));
    for (String model : List.of("first", "first/model.json", "first/model.safetensors")) {
      App.Result result = app.run("evaluate", model, "--backend", "ejml").mustSucceed();
      String accuracy = Text.format("accuracy  %.4f%n", summary.get("testAccuracy"));
      assertTrue(result.out().contains(accuracy), result.out());
    }
  }

  @Test
  void aRunByTheConfigurationOfTheFirstIsTheSameToTheBit() throws IOException {
    app.run("train", "--config", "first/config.json", "--out", "second").mustSucceed();
    for (String name :
        List.of("history.csv", "model.safetensors", "model.json", "config.json", "loss.png")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("first").resolve(name)),
          Files.readAllBytes(folder.resolve("second").resolve(name)),
          name);
    }
  }
}
