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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, which is a script for POSIX shells. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {
  @TempDir private Path folder;

  private static App.Result start(Path folder, Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>(List.of(App.launcher().toString()));
    command.addAll(List.of(args));
    return App.run(folder, environment, command);
  }

  @Test
  void itWorksFromAnyFolderWithTheVectorBackendAndACleanStandardError() throws IOException {
    Path spaced = Files.createDirectory(folder.resolve("a folder"));
    SmallSets.digits(spaced.resolve("some digits"));
    Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
    start(spaced, java, "train", "--data", "some digits", "--iterations", "3", "--out", "my run")
        .mustSucceed();
    assertEquals("vector", Json.read(spaced.resolve("my run/summary.json")).get("backend"));
  }

  @Test
  void itHandsOnOptionsForTheJvmAndTheExitStatus() {
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "GRADUS_JAVA_OPTS",
            "-Dgradus.backend=ejml -Dgradus.threads=1");
    App.Result result = start(folder, environment, "gradcheck").mustSucceed();
    assertTrue(
        result.out().contains("ejml f64 on 1 thread (named by system property gradus.backend)"),
        result.out());
    assertEquals(2, start(folder, environment, "nothing").mustFailSaying("'nothing'").status());
  }

  @Test
  void theJarStartsWithoutTheLauncherToo() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = App.lib().resolveSibling("gradus-mnist-app.jar").toString();
    App.Result result = App.run(folder, Map.of(), List.of(java, "-jar", jar, "backends"));
    assertEquals(0, result.status(), result::err);
    assertTrue(result.out().contains("auto chooses ejml: "), result.out());
  }

  @Test
  void itWorksThroughASymbolicLink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), App.launcher());
    Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
    App.run(folder, java, List.of(link.toString(), "--version")).mustSucceed();
  }
}
