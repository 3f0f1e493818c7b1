package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.formats.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  @TempDir private Path folder;

  private TrainingRun.Outcome train(Digits digits, int iterations, TrainingRun.Saving saving) {
    TrainingPlan plan =
        TrainingPlan.of(Map.of("hidden", List.of(3), "batch", 10, "iterations", iterations));
    try (Session session = Session.open(BackendConfig.defaults().withBackend("ejml"));
        Interruption interruption = Interruption.watching(Optional.empty());
        PrintStream screen =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
      return new TrainingRun(session, digits, plan, plan.settings(), saving, interruption, screen)
          .into(RunFolder.at(folder.resolve("run")));
    }
  }

  @Test
  void aResumeThatIsRefusedLeavesTheConfigurationAsItWas() {
    Digits digits = Digits.of(SmallSets.halved(folder.resolve("digits")));
    Path config = folder.resolve("run").resolve(RunFiles.CONFIG);
    train(digits, 6, new TrainingRun.Saving(3, false));
    Map<String, Object> before = Json.read(config);

    TrainingRun.Saving resuming = new TrainingRun.Saving(3, true);
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> train(digits, 4, resuming)).getMessage();
    assertTrue(refusal.startsWith("resuming: expected a training of at most 4 steps"), refusal);
    assertEquals(before, Json.read(config));

    train(digits, 8, resuming);
    assertEquals(8L, Json.read(config).get("iterations"));
  }
}
