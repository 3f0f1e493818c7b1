package dev.gradus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kill -9} costs, at any moment: no more than the last checkpoint. */
class KilledTrainingTest {
  private static final int LONGEST_LIFE_MICROS = 250_000;

  private final Random random = new Random(5);
  @TempDir Path folder;
  private int kills;
  private int killsWhileSaving;
  private int processes;

  @Test
  void fiveKillsCostNoBit() throws Exception {
    killOften(5, 30);
  }

  @Test
  @EnabledIfSystemProperty(named = "gradus.full", matches = "true")
  void twoHundredKillsCostNoBitAlsoThoseThatStrikeASave() throws Exception {
    killOften(200, 400);
    assertTrue(
        killsWhileSaving >= kills / 20, killsWhileSaving + " of " + kills + " struck a save");
  }

  /** Trains one network after the other, and kills and resumes all the while. */
  private void killOften(int times, long iterations) throws Exception {
    for (long seed = 1; kills < times; seed++) {
      Path checkpoints = folder.resolve("seed-" + seed);
      String expected = new InterruptedTraining(seed, iterations).train();
      List<String> ends = new ArrayList<>();
      long reached = 0;
      while (ends.isEmpty()) {
        Map<Path, FileTime> before = leftovers(checkpoints);
        Path output = folder.resolve("output-" + ++processes);
        TrainingProcess process =
            TrainingProcess.start(
                output, TrainingProcess.java(checkpoints, seed, iterations, "stop"));
        if (kills < times && process.awaitReady()) {
          TimeUnit.MICROSECONDS.sleep(random.nextInt(LONGEST_LIFE_MICROS));
          process.kill();
        }
        process.awaitEnd();
        ends = process.said("done");
        assertEquals(List.of(), process.said("warning"), "no checkpoint was damaged");
        if (ends.isEmpty()) {
          assertTrue(kills++ < times, process.output());
          Map<Path, FileTime> after = leftovers(checkpoints);
          killsWhileSaving += after.isEmpty() || after.equals(before) ? 0 : 1;
        }
        reached = assertNothingLost(process, checkpoints, seed, reached);
      }
      assertEquals(List.of(expected), ends, "the bits of the training that was never killed");
    }
  }

  private static long assertNothingLost(
      TrainingProcess process, Path checkpoints, long seed, long reachedBefore) throws IOException {
    InterruptedTraining reader = new InterruptedTraining(seed, 1);
    List<String> damaged = new ArrayList<>();
    long newest =
        reader
            .checkpoints(checkpoints)
            .warning(damaged::add)
            .latest()
            .map(TrainingState::iteration)
            .orElse(0L);
    assertEquals(List.of(), damaged);
    assertTrue(newest >= reachedBefore, "from " + reachedBefore + " back to " + newest);
    long saved = process.last("saved").orElse(0L);
    assertTrue(newest >= saved, "saved " + saved + ", found " + newest);
    long lastStep = process.last("step").orElse(0L);
    assertTrue(
        newest >= lastStep - InterruptedTraining.CHECKPOINT_EVERY,
        "made step " + lastStep + ", found " + newest);
    return newest;
  }

  /** What saves have left behind, with the time of each: a later one may have the same name. */
  private static Map<Path, FileTime> leftovers(Path checkpoints) throws IOException {
    Map<Path, FileTime> leftovers = new HashMap<>();
    if (Files.exists(checkpoints)) {
      try (Stream<Path> files = Files.list(checkpoints)) {
        for (Path file : files.toList()) {
          if (file.getFileName().toString().startsWith(".")) {
            leftovers.put(file, Files.getLastModifiedTime(file));
          }
        }
      }
    }
    return leftovers;
  }
}
