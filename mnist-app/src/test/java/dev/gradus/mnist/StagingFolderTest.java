package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFolderTest {
  @TempDir private Path home;

  @Test
  void whatIsBrokenOffWaitsForItsWriterAndLeavesNothing() throws Exception {
    StagingFolder staging = StagingFolder.in(home, Path.of("run"));
    Thread user = new Thread(staging::breakOff, "user");
    user.start();
    while (user.getState() != Thread.State.TIMED_WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    // As a writer does that makes folders which are missing.
    Files.createDirectories(staging.path());
    Files.writeString(staging.path().resolve("file"), "x");
    IOException refusal =
        assertThrows(IOException.class, () -> staging.becomes(home.resolve("run")));
    assertTrue(refusal.getMessage().contains("broken off"), refusal.getMessage());
    assertThrows(IOException.class, () -> staging.moveFilesTo(home));
    staging.close();
    user.join();
    assertEquals(Set.of(), TrainIT.namesIn(home));
  }

  @Test
  void aWriterThatIsNeverDoneIsNotWaitedForLong() throws Exception {
    StagingFolder staging = StagingFolder.in(home, Path.of("run"));
    Files.writeString(staging.path().resolve("file"), "x");
    staging.breakOff();
    assertEquals(Set.of(), TrainIT.namesIn(home));
    staging.close();
  }

  @Test
  void aFolderTakesItsNameUnlessThereIsSomethingOfThatName() throws Exception {
    try (StagingFolder staging = StagingFolder.in(home, Path.of("run"))) {
      Files.writeString(staging.path().resolve("file"), "x");
      assertTrue(staging.becomes(home.resolve("run")));
    }
    try (StagingFolder staging = StagingFolder.in(home, Path.of("run"))) {
      assertFalse(staging.becomes(home.resolve("run")));
    }
    assertEquals(Set.of("run"), TrainIT.namesIn(home));
    assertEquals("x", Files.readString(home.resolve("run/file")));
  }
}
