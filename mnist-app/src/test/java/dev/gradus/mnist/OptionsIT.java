package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of a training do together, on a few digits. */
class OptionsIT {
  @TempDir private Path folder;
  private App app;

  @BeforeEach
  void prepare() {
    SmallSets.digits(folder.resolve("digits"));
    app = new App(folder);
  }

  private App.Result run(String command, Object... options) {
    List<Object> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(options));
    return app.run(args.toArray());
  }

  private static double number(Map<?, ?> map, String name) {
    return ((Number) map.get(name)).doubleValue();
  }

  @Test
  void repeatedTrainingsLeaveAFolderForEachSeedAndATable() {
    String out =
        run(
                "train",
                "--data",
                "digits",
                "--backend=ejml",
                "--hidden=20,10",
                "--activation=silu",
                "--batch-norm",
                "--dropout=0.2,0.1",
                "--optimizer=nadam",
                "--schedule=warmup(5) then cosine",
                "--label-smoothing=0.1",
                "--class-weights=balanced",
                "--validation=0.2",
                "--normalize=pixel",
                "--augment-shift=1",
                "--shuffle",
                "--batch=40",
                "--accumulate=2",
                "--epochs=4",
                "--repeat=2",
                "--out=many")
            .mustSucceed()
            .out();
    for (String part :
        List.of("784-20-10-10, SiLU, batch norm, dropout 0.2,0.1,", "valid. acc.", "greatest")) {
      assertTrue(out.contains(part), () -> part + " in " + out);
    }
    Path many = folder.resolve("many");
    assertEquals(Set.of("config.json", "seed-1", "seed-2", "summary.json"), TrainIT.namesIn(many));
    Map<String, Object> summary = Json.read(many.resolve("summary.json"));
    Map<String, Object> second = Json.read(many.resolve("seed-2/summary.json"));
    List<?> runs = (List<?>) summary.get("runs");
    assertEquals(second, runs.get(1));
    double first = number((Map<?, ?>) runs.get(0), "testLoss");
    assertEquals(
        Math.min(first, number(second, "testLoss")),
        number((Map<?, ?>) summary.get("testLoss"), "least"));

    App.Result measured = run("evaluate", "many/seed-2", "--data=digits", "--backend=ejml");
    for (String line :
        List.of(
            Text.format("loss      %.4f%n", number(second, "testLoss")),
            Text.format("accuracy  %.4f%n", number(second, "testAccuracy")))) {
      assertTrue(measured.mustSucceed().out().contains(line), () -> line + " in " + measured.out());
    }
  }

  @Test
  void aResumedTrainingIsTheSameToTheBit() throws IOException {
    Object[] options = {
      "--data=digits", "--backend=ejml", "--hidden=12", "--optimizer=adam", "--dropout=0.3"
    };
    train(options, "--iterations=30", "--out=whole");
    train(options, "--iterations=17", "--checkpoint=8", "--out=parts");
    assertTrue(Files.isDirectory(folder.resolve("parts/checkpoints")), "checkpoints");
    train(new Object[0], "--resume=parts", "--iterations=30");
    for (String name : List.of("model.safetensors", "history.csv")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(name)),
          Files.readAllBytes(folder.resolve("parts").resolve(name)),
          name);
    }
  }

  private void train(Object[] options, Object... more) {
    List<Object> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    run("train", all.toArray()).mustSucceed();
  }

  @Test
  void aLearningRateIsFoundAndDrawn() throws IOException {
    App.Result result =
        run("lr-find", "--data=digits", "--backend=ejml", "--steps=60", "--out=rates")
            .mustSucceed();
    assertTrue(result.out().contains("suggested --lr "), result.out());
    Path rates = folder.resolve("rates");
    assertEquals(Set.of("lr-find.csv", "lr-find.png"), TrainIT.namesIn(rates));
    List<String> lines = Files.readAllLines(rates.resolve("lr-find.csv"));
    assertEquals("learningRate,loss,smoothed", lines.get(0));
    assertTrue(lines.size() > 30 && lines.size() <= 61, "lines: " + lines.size());
    assertTrue(Files.size(rates.resolve("lr-find.png")) > 10_000, "the picture");
  }
}
