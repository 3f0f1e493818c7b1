package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The notes' two-layer network on the whole of MNIST, and what too few images do to a large one.
 */
class BookRunIT {
  @TempDir private Path folder;

  /** What a run left behind. */
  private record Run(Map<String, ?> summary, List<String[]> history) {
    double number(String key) {
      return ((Number) summary.get(key)).doubleValue();
    }

    double loss(int iteration) {
      return Double.parseDouble(history.get(iteration - 1)[1]);
    }

    /** Train and test accuracy of every row that has them. */
    List<double[]> accuracies() {
      return history.stream()
          .filter(row -> !row[3].isEmpty())
          .map(row -> new double[] {Double.parseDouble(row[2]), Double.parseDouble(row[3])})
          .toList();
    }
  }

  private Run train(Object... options) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("train", "--out", "run"));
    arguments.addAll(List.of(options));
    App.Result result =
        new App(folder).jvmOption("--add-modules=jdk.incubator.vector").run(arguments.toArray());
    assertEquals(0, result.status(), result::err);
    Path run = folder.resolve("run");
    List<String[]> history =
        Files.readAllLines(run.resolve("history.csv")).stream()
            .skip(1)
            .map(line -> line.split(",", -1))
            .toList();
    return new Run(Json.read(run.resolve("summary.json")), history);
  }

  private static void requireBookRun(Run run, double accuracy) {
    assertEquals(39_760, run.number("parameters"));
    assertTrue(run.loss(10_000) < run.loss(1) / 5, "the loss falls");
    assertEquals(17, run.accuracies().size(), "16 epochs of 600 iterations, and the end");
    for (double[] both : run.accuracies()) {
      assertEquals(both[0], both[1], 0.012, "they lie nearly on one another");
    }
    assertTrue(run.number("testAccuracy") >= accuracy, "test accuracy " + run.summary());
  }

  @Test
  void theBookRunReaches965WithReLU() throws IOException {
    requireBookRun(train("--backend", "vector"), 0.965);
  }

  @Test
  void theBookRunLearnsWithSigmoidToo() throws IOException {
    requireBookRun(train("--backend", "vector", "--activation", "sigmoid"), 0.93);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "nd4j"})
  @EnabledIfSystemProperty(named = "gradus.full", matches = "true")
  void theOtherBackendsReachTheSame(String backend) throws IOException {
    requireBookRun(train("--backend", backend), 0.965);
  }

  @Test
  @EnabledIfSystemProperty(named = "gradus.full", matches = "true")
  void theBackendOfAStrangerReachesTheSame() throws IOException {
    Path classes = ToyProject.classes(folder.resolve("classes"));
    Path jar = ToyProject.jar(classes, folder.resolve("toy.jar"));
    requireBookRun(train("--backend-path", jar, "--backend", "toy"), 0.965);
  }

  @ParameterizedTest
  @CsvSource({"f64, 1e-12", "f32, 1e-5"})
  @EnabledIfSystemProperty(named = "gradus.full", matches = "true")
  void itsFirst300LossesAgreeAcrossBackends(String precision, double tolerance) throws IOException {
    Object[] options = {"--precision", precision, "--iterations", 300, "--backend", "reference"};
    Run reference = train(options);
    for (String backend : List.of("ejml", "nd4j", "vector")) {
      options[5] = backend;
      Run run = train(options);
      for (int i = 1; i <= 300; i++) {
        double expected = reference.loss(i);
        assertEquals(expected, run.loss(i), tolerance * expected, backend + ", iteration " + i);
      }
    }
  }

  @Test
  void tooLargeANetworkOverfits300Images() throws IOException {
    SmallSets.digits(folder.resolve("few"), 300, 2000);
    Run run =
        train(
            "--backend",
            "vector",
            "--data",
            "few",
            "--hidden",
            "200,100",
            "--init",
            "he",
            "--epochs",
            200,
            "--batch",
            100);
    assertEquals(1, run.number("trainAccuracy"), "every training image learnt by heart");
    assertTrue(run.number("trainLoss") < 0.02, "train loss " + run.summary());
    assertTrue(run.number("testAccuracy") < 0.9, "test accuracy " + run.summary());
    assertTrue(Files.size(folder.resolve("run").resolve("accuracy.png")) > 10_000, "the picture");
  }
}
