package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingFolderTest {
  @TempDir private Path home;

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
