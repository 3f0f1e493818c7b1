package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksIT {
  @TempDir private Path folder;
  private App app;

  @BeforeEach
  void prepare() {
    app = new App(folder).jvmOption("--add-modules=jdk.incubator.vector");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "ejml", "nd4j", "vector"})
  void gradcheckPassesOn(String backend) {
    String out = withoutIncubatorWarning(app.run("gradcheck", "--backend", backend)).out();
    List<String> lines = out.lines().toList();
    assertTrue(lines.get(0).contains(backend + " f64"), out);
    assertEquals(4, lines.stream().filter(line -> line.endsWith(" passed")).count(), out);
    assertTrue(out.contains(" of 39,200 "), out);
    assertTrue(out.contains("Passed: worst error"), out);
    assertFalse(out.contains("FAILED"), out);
  }

  /** The JVM writes one line where its incubator is used; the launcher drops it. */
  private static App.Result withoutIncubatorWarning(App.Result result) {
    String warning = "WARNING: Using incubator modules: jdk.incubator.vector";
    List<String> rest = result.err().lines().filter(line -> !line.equals(warning)).toList();
    return new App.Result(result.status(), result.out(), String.join("\n", rest)).mustSucceed();
  }

  @Test
  void theLibraryItselfIsSmall() throws IOException {
    long bytes = 0;
    int jars = 0;
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(App.lib(), "gradus-{api,nn-core}-*.jar")) {
      for (Path jar : found) {
        bytes += Files.size(jar);
        jars++;
      }
    }
    assertEquals(2, jars);
    assertTrue(bytes < 512 * 1024, "api and nn-core: " + bytes + " bytes");
  }

  @Test
  void backendsAreListedWithWhatTheyMiss() {
    String out = new App(folder).run("backends").mustSucceed().out();
    for (String name :
        List.of("ejml       yes", "nd4j       yes", "reference  yes", "vector     no")) {
      assertTrue(out.contains(name), out);
    }
    assertTrue(out.contains("--add-modules jdk.incubator.vector"), out);
    assertTrue(out.contains("auto chooses ejml"), out);
  }

  @Test
  void helpAndVersionAreShown() {
    assertTrue(new App(folder).run("--version").mustSucceed().out().startsWith("Gradus mnist 0.1"));
    String all = new App(folder).run("--help").mustSucceed().out();
    for (String command :
        List.of("train", "evaluate", "predict", "gradcheck", "conformance", "backends", "bench")) {
      assertTrue(all.contains("  " + command + " "), all);
      String out = new App(folder).run(command, "--help").mustSucceed().out();
      assertTrue(out.contains("Usage: mnist " + command), out);
      assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
    }
  }
}
