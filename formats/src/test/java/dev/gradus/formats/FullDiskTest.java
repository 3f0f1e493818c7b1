package dev.gradus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A save that the system cuts short, in a process of its own that the system limits. */
class FullDiskTest {
  private static final long SEED = 3;
  private static final long BEFORE = 6;
  private static final long ITERATIONS = 12;
  private static final String NEXT = "checkpoint-000000000007";

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void trainWhileThereIsRoom() throws Exception {
    folder = temporary.resolve("checkpoints");
    run(TrainingProcess.java(folder, SEED, BEFORE, "stop"));
  }

  private TrainingProcess run(List<String> command) throws Exception {
    TrainingProcess process = TrainingProcess.start(temporary.resolve("output"), command);
    process.awaitEnd();
    return process;
  }

  /** The command after a line of shell that limits it. */
  private static List<String> limited(String limit, List<String> command) {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", limit + "\"$@\"", "sh"));
    shell.addAll(command);
    return shell;
  }

  private static Map<String, byte[]> content(Path folder) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return content;
  }

  private static void assertUntouched(Map<String, byte[]> before, Path folder) throws IOException {
    Map<String, byte[]> after = content(folder);
    assertEquals(before.keySet(), after.keySet());
    before.forEach(
        (name, bytes) -> assertEquals(-1, Arrays.mismatch(bytes, after.get(name)), name));
  }

  /** Files may have 128 blocks of 512 or 1024 bytes; the tensors need more. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSaveCutShortEndsTheTrainingWithOneErrorAndCostsNothing() throws Exception {
    Map<String, byte[]> before = content(folder);
    TrainingProcess limited =
        run(limited("ulimit -f 128; ", TrainingProcess.java(folder, SEED, ITERATIONS, "stop")));
    String error = "cannot save " + folder.resolve(NEXT) + ": File too large";
    assertEquals(List.of(error), limited.said("failed"), limited.output());
    assertEquals(List.of(error), limited.said("ended"), limited.output());
    assertUntouched(before, folder);

    String expected = new InterruptedTraining(SEED, ITERATIONS).train();
    TrainingProcess later = run(TrainingProcess.java(folder, SEED, ITERATIONS, "stop"));
    assertEquals(List.of(expected), later.said("done"), later.output());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aTrainingThatToleratesItGoesOnToTheSameBits() throws Exception {
    Map<String, byte[]> before = content(folder);
    TrainingProcess limited =
        run(limited("ulimit -f 128; ", TrainingProcess.java(folder, SEED, ITERATIONS, "go-on")));
    String expected = new InterruptedTraining(SEED, ITERATIONS).train();
    assertEquals(List.of(expected), limited.said("done"), limited.output());
    assertTrue(limited.said("failed").size() >= 3, limited.output());
    assertUntouched(before, folder);
  }

  /** A file system in memory with room for the checkpoints that there are, and half of another. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskWithoutRoomCostsNothing() throws Exception {
    String mount = "unshare -r -m sh -c 'mount -t tmpfs -o size=%dk none \"$0\" && %s' \"$@\"";
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    List<String> probe =
        List.of("sh", "-c", mount.formatted(4, "echo ready yes"), "sh", disk.toString());
    assumeTrue(!run(probe).said("ready").isEmpty(), "this system lets nobody mount a file system");

    Map<String, byte[]> before = content(folder);
    long bytes =
        before.values().stream().mapToLong(file -> (file.length + 4095L) / 4096 * 4096).sum();
    long kibibytes = bytes * 5 / 4 / 1024;
    Path found = temporary.resolve("found");
    String inside =
        "cp -r \"$1\" \"$0\"/c && to=\"$2\" && shift 2" + " && \"$@\"; cp -r \"$0\"/c \"$to\"";
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", mount.formatted(kibibytes, inside), "sh", disk.toString()));
    command.addAll(List.of(folder.toString(), found.toString()));
    command.addAll(TrainingProcess.java(disk.resolve("c"), SEED, ITERATIONS, "stop"));
    TrainingProcess full = run(command);
    String error = "cannot save " + disk.resolve("c").resolve(NEXT) + ": No space left on device";
    assertEquals(List.of(error), full.said("failed"), full.output());
    assertEquals(List.of(error), full.said("ended"), full.output());
    assertUntouched(before, found);
  }
}
