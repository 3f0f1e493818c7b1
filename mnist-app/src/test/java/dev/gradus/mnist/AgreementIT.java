package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One seed gives the same course of training on every backend. */
class AgreementIT {
  @TempDir private Path folder;

  private Path train(String backend, String precision, int threads, int iterations) {
    Path digits = folder.resolve("digits");
    if (!Files.exists(digits)) {
      SmallSets.digits(digits);
    }
    String out = backend + "-" + precision + "-" + threads + "-" + iterations;
    App.Result result =
        new App(folder)
            .jvmOption("--add-modules=jdk.incubator.vector")
            .run(
                "train",
                "--data",
                digits,
                "--backend",
                backend,
                "--precision",
                precision,
                "--threads",
                threads,
                "--iterations",
                iterations,
                "--out",
                out);
    assertEquals(0, result.status(), result::err);
    return folder.resolve(out);
  }

  private static double[] losses(Path run) throws IOException {
    return Files.readAllLines(run.resolve("history.csv")).stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[1]))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"f64, 1e-12", "f32, 1e-5"})
  void theLossesOf300IterationsAgreeAcrossBackends(String precision, double tolerance)
      throws IOException {
    double[] expected = losses(train("reference", precision, 1, 300));
    assertEquals(300, expected.length);
    for (String backend : List.of("ejml", "nd4j", "vector")) {
      double[] losses = losses(train(backend, precision, 2, 300));
      double worst = 0;
      for (int i = 0; i < expected.length; i++) {
        worst = Math.max(worst, Math.abs(losses[i] - expected[i]) / expected[i]);
      }
      assertEquals(0, worst, tolerance, backend + " " + precision);
    }
  }

  @ParameterizedTest
  @CsvSource({"ejml, f32", "ejml, f64", "vector, f32", "vector, f64"})
  void oneAndTwoThreadsGiveTheSameBits(String backend, String precision) throws IOException {
    Path one = train(backend, precision, 1, 60);
    Path two = train(backend, precision, 2, 60);
    for (String name : List.of("history.csv", "model.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(one.resolve(name)), Files.readAllBytes(two.resolve(name)), name);
    }
  }
}
