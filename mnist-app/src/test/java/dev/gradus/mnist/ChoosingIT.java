package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of file, environment, property and flag chooses the backend; the stronger wins. */
class ChoosingIT {
  @TempDir private Path folder;
  private App app;

  @BeforeEach
  void configureByFile() throws IOException {
    Path config = Files.createDirectory(folder.resolve("config"));
    Files.writeString(
        config.resolve("gradus.properties"), "gradus.backend=reference\ngradus.precision=f64\n");
    SmallSets.digits(folder.resolve("digits"));
    app = new App(folder).classPath(config).jvmOption("--add-modules=jdk.incubator.vector");
  }

  private void assertChosen(String words, Object... flags) {
    Object[] args = {"train", "--data", "digits", "--iterations", 2, "--hidden", 4};
    Object[] all = Arrays.copyOf(args, args.length + flags.length);
    System.arraycopy(flags, 0, all, args.length, flags.length);
    App.Result result = app.run(all);
    String header = result.out().lines().findFirst().orElse("");
    assertTrue(header.contains(words), () -> words + " in: " + header + result.err());
  }

  @Test
  void theStrongerWins() {
    assertChosen("reference f64 on 1 thread (named by file gradus.properties)");
    app.environment("GRADUS_BACKEND", "ejml").environment("GRADUS_THREADS", "1");
    assertChosen("ejml f64 on 1 thread (named by environment GRADUS_BACKEND)");
    app.jvmOption("-Dgradus.backend=vector").jvmOption("-Dgradus.precision=f32");
    assertChosen("vector f32 on 1 thread (named by system property gradus.backend)");
    assertChosen("nd4j f32 on 1 thread (named by flag --backend)", "--backend", "nd4j");
    assertChosen("vector f32 on 1 thread (vector is the first of", "--backend", "auto");
    assertChosen(
        "ejml f64 on 2 threads (named by flag --backend)",
        "--backend",
        "ejml",
        "--precision",
        "f64",
        "--threads",
        2);
  }

  @Test
  void withoutTheVectorModuleAutoTakesEjmlAndSaysWhy() {
    app = new App(folder);
    assertChosen("ejml f32");
    assertChosen("vector cannot run");
  }
}
