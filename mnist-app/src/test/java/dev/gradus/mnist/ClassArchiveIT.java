package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that makes starts fast, in a built tree of its own. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ClassArchiveIT {
  @TempDir private Path folder;
  private Path tree;

  @BeforeEach
  void aBuiltTree() throws IOException {
    tree = folder.resolve("tree"); // where a path has a space, the JVM takes JDK classes only
    Path target = Files.createDirectories(tree.resolve("mnist-app/target"));
    Path built = App.lib().getParent();
    Files.copy(App.launcher(), tree.resolve("mnist"));
    Files.copy(built.resolve("gradus-mnist-app.jar"), target.resolve("gradus-mnist-app.jar"));
    Files.createSymbolicLink(target.resolve("lib"), App.lib());
    Files.createFile(target.resolve("built"));
  }

  /** Starts the command line; returns whether its own class came out of the archive. */
  private boolean startsFromArchive() throws IOException {
    Path log = folder.resolve("classes.log");
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "GRADUS_JAVA_OPTS",
            "-Xlog:class+load:file=" + log.toAbsolutePath());
    App.Result result =
        App.run(folder, environment, List.of(tree.resolve("mnist").toString(), "--version"))
            .mustSucceed();
    assertEquals(1, result.out().lines().count(), result.out());
    assertTrue(result.out().startsWith("Gradus mnist "), result.out());
    String source =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains(" dev.gradus.mnist.Main source:"))
            .findFirst()
            .orElseThrow();
    return source.contains("shared objects file");
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(tree.resolve("mnist-app/target"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  @Test
  void theFirstStartMakesItAndNothingThatIsWrongWithItShows() throws IOException {
    assertTrue(startsFromArchive());
    assertEquals(1, archives().size());

    Files.writeString(archives().get(0), "no archive");
    assertFalse(startsFromArchive(), "another file in its place");
    Files.write(archives().get(0), new byte[0]);
    assertFalse(startsFromArchive(), "the empty one of a JVM that could make none");
    Files.setLastModifiedTime(archives().get(0), FileTime.fromMillis(0));
    assertTrue(startsFromArchive(), "an older one than the build is made anew");
  }

  @Test
  void aTreeThatMovedStillStarts() throws IOException {
    assertTrue(startsFromArchive());
    tree = Files.move(tree, folder.resolve("other"));
    startsFromArchive();
    Files.delete(tree.resolve("mnist-app/target/lib"));
    // Other jars than those of the archive.
    Path lib = Files.createDirectory(tree.resolve("mnist-app/target/lib"));
    try (Stream<Path> jars = Files.list(App.lib())) {
      for (Path jar : jars.sorted().toList()) {
        Files.createSymbolicLink(lib.resolve("x" + jar.getFileName()), jar);
      }
    }
    assertFalse(startsFromArchive());
  }
}
