package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
  @TempDir private Path folder;

  @Test
  void aFileEndsATrainingAsSoonAsItIsThere() throws IOException {
    Path file = folder.resolve("stop");
    try (Interruption interruption = Interruption.watching(Optional.of(file))) {
      assertFalse(interruption.isWanted());
      Files.writeString(file, "");
      assertTrue(interruption.isWanted());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Interruption.watching(Optional.of(file)))
            .getMessage();
    assertEquals("--stop-file: " + file + " is there already; remove it", message);
  }
}
