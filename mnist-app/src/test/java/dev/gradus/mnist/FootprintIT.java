package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.formats.Json;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a run takes of a machine: memory, by the kernel's own account, and libraries. */
@EnabledOnOs(OS.LINUX)
class FootprintIT {
  private static final int POLL_MILLIS = 10;
  private static final double MEGABYTE = 1e6;

  @TempDir private Path folder;
  private final Map<String, Long> peaks = new HashMap<>();

  /** Runs the launcher's command, and notes the peak of each figure of {@code /proc}, in bytes. */
  private void run(String javaOptions, Object... args) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Map<String, String> environment =
        Map.of("JAVA_HOME", System.getProperty("java.home"), "GRADUS_JAVA_OPTS", javaOptions);
    // The first start of a build prepares later ones, in a process that is not meant here.
    assertEquals(0, App.startLauncher(folder, environment, said, "--version").waitFor());
    Process process = App.startLauncher(folder, environment, said, args);
    do {
      note(Path.of("/proc", Long.toString(process.pid()), "status"));
    } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
    assertEquals(0, process.exitValue(), Files.readString(said));
  }

  private void note(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        String[] words = line.split("\\s+");
        if (words.length == 3 && words[2].equals("kB")) {
          peaks.merge(words[0], 1024 * Long.parseLong(words[1]), Math::max);
        }
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  private double megabytes(String figure) {
    return peaks.get(figure + ":") / MEGABYTE;
  }

  @Test
  void theBookRunTakesUnder400MegabytesAndNoLibraryOfABackendThatIsNotNamed() throws Exception {
    Path log = folder.resolve("classes.log");
    run("-Xlog:class+load:file=" + log, "train", "--out", "run");
    assertEquals("vector", Json.read(folder.resolve("run/summary.json")).get("backend"));
    double peak = megabytes("VmHWM");
    assertTrue(peak > 50 && peak < 400, "peak memory " + peak + " MB");

    List<String> classes = Files.readAllLines(log);
    assertEquals(0, loaded(classes, "org\\.nd4j\\..*|org\\.bytedeco\\..*|org\\.ejml\\..*"));
    assertEquals(0, loaded(classes, "org\\.junit\\..*|dev\\.gradus\\.conformance\\..*"));
    // They are asked for their names; the JVM wants some classes more to verify these two. On
    // JDK 25, EJML's FloatOps, DoubleOps and what both extend; but none of the kernels behind them.
    long others = loaded(classes, "dev\\.gradus\\.backend\\.(ejml|nd4j)\\.[^.]*");
    assertTrue(others >= 2 && others <= 6, others + " classes of other backends");
    assertEquals(0, loaded(classes, "dev\\.gradus\\.backend\\.(ejml|nd4j)\\.\\w+Product"));
    assertTrue(loaded(classes, "dev\\.gradus\\.backend\\.vector\\.[^.]*") > 5, "the log has them");
  }

  private static long loaded(List<String> log, String pattern) {
    return log.stream().filter(line -> line.matches(".*\\] (" + pattern + ") source: .*")).count();
  }

  @Test
  @EnabledIfSystemProperty(named = "gradus.full", matches = "true")
  void aGigabyteOfImagesTrainsWithinAQuarterOfItsSize() throws Exception {
    int count = 1_400_000;
    Path data = SmallSets.digits(folder.resolve("data"));
    writeImages(data.resolve("train-images-idx3-ubyte"), count);
    writeLabels(data.resolve("train-labels-idx1-ubyte"), count);
    assertTrue(Files.size(data.resolve("train-images-idx3-ubyte")) > 1 << 30);
    run("-Xmx160m", "train", "--data", data, "--iterations", 1000, "--out", "run");
    double own = megabytes("RssAnon");
    double mapped = megabytes("RssFile");
    System.out.printf("1.1 GB of images: %.0f MB of its own, %.0f MB mapped%n", own, mapped);
    assertTrue(own < 270, "memory that is not the file's: " + own + " MB");
    assertTrue(mapped > 1000, "the file's pages, all read when accuracy was measured: " + mapped);
  }

  private static void writeImages(Path file, int count) throws IOException {
    try (DataOutputStream out = open(file)) {
      out.writeInt(0x803);
      out.writeInt(count);
      out.writeInt(28);
      out.writeInt(28);
      byte[] image = new byte[28 * 28];
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < count; i++) {
        random.nextBytes(image);
        out.write(image);
      }
    }
  }

  private static void writeLabels(Path file, int count) throws IOException {
    try (DataOutputStream out = open(file)) {
      out.writeInt(0x801);
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.write(i % 10);
      }
    }
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
  }
}
