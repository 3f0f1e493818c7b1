package dev.gradus.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each example reaches what it is there to show, on every backend. */
class ExamplesTest {
  private static final int MOST_LINES = 40;

  @TempDir private Path folder;

  private static TensorOps open(String backend) {
    return Backends.open(BackendConfig.resolve().withBackend(backend));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "ejml", "nd4j", "vector"})
  void xorIsLearnt(String backend) {
    try (TensorOps ops = open(backend)) {
      assertEquals(1, Xor.accuracy(ops));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "vector"})
  void theRegressionExplainsMostOfTheConsumption(String backend) {
    try (TensorOps ops = open(backend)) {
      assertTrue(
          Regression.errors(ops).r2() > 0.85, () -> Regression.errors(ops).values().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "vector"})
  void tumoursAreToldApart(String backend) {
    try (TensorOps ops = open(backend)) {
      BinaryClassification.Result result = BinaryClassification.measure(ops);
      assertTrue(
          result.confusion().accuracy() > 0.95, () -> result.confusion().values().toString());
      assertTrue(result.roc().auc() > 0.98, () -> result.roc().values().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "vector"})
  void penguinsAreToldApart(String backend) {
    try (TensorOps ops = open(backend)) {
      assertTrue(MultiClassTable.confusion(ops).accuracy() > 0.95);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "vector"})
  void irisesAreToldApartByALayerThatWasSavedAndLoaded(String backend) {
    try (TensorOps ops = open(backend)) {
      assertTrue(OwnLayer.accuracy(ops, folder) > 0.93);
    }
  }

  @Test
  void theOwnLayersGradientsAreRight() {
    TensorOps ops = new ReferenceOps(Precision.F64);
    Parameter sharpness = Parameter.bias(ops.tensor(Shape.of(3), new double[] {0.5, 1.25, -0.75}));
    double[] x = {0.3, -0.7, 1.9, -0.4, 0.2, 0.8};
    GradientCheck.of(ops, new Gaussian(ops, sharpness), ops.tensor(Shape.of(2, 3), x))
        .requireRight();
  }

  @Test
  void theSameSeedReachesTheSameFigure() {
    assertEquals(printed(), printed());
  }

  private static String printed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      Xor.main();
      Regression.main();
      BinaryClassification.main();
      MultiClassTable.main();
    } finally {
      System.setOut(console);
    }
    return bytes.toString(UTF_8);
  }

  @Test
  void noExampleIsLongerThanAScreen() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/gradus/examples"))) {
      List<Path> sources = files.filter(file -> !file.endsWith("package-info.java")).toList();
      assertEquals(6, sources.size());
      for (Path source : sources) {
        long lines =
            Files.readAllLines(source).stream().dropWhile(l -> !l.startsWith("/**")).count();
        assertTrue(lines < MOST_LINES, () -> source + ": " + lines);
      }
    }
  }
}
