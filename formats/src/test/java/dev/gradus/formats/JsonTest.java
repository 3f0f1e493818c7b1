package dev.gradus.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTest {
  @TempDir private Path folder;

  @Test
  void everyLongIsReadBackAsItWasWritten() {
    Path file = folder.resolve("a.json");
    for (long number : new long[] {0, -1, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE}) {
      Json.write(file, Map.of("seed", number));
      assertEquals(Map.of("seed", number), Json.read(file));
    }
  }

  @Test
  void wholeNumbersBeyondALongAndAllOthersAreDoubles() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.json"), "{\"a\": 9223372036854775808, \"b\": 1e2}");
    assertEquals(Map.of("a", 0x1p63, "b", 100.0), Json.read(file));
  }
}
