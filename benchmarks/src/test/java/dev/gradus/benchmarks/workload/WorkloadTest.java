package dev.gradus.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.formats.Idx;
import dev.gradus.formats.TrainTest;
import dev.gradus.tensor.TensorOps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The workloads learn: they are no loops that do nothing, only shorter here. */
class WorkloadTest {
  private static final Path MNIST =
      Path.of("../mnist-app/src/main/resources/dev/gradus/mnist/data");

  @Test
  void aWarmTrainingLearnsDigits() {
    TrainTest data = Idx.load(MNIST);
    try (TensorOps ops = Backends.open(BackendConfig.defaults().withBackend("vector"))) {
      Map<String, Object> figures = new Training(ops, data, Recipe.BOOK).run(false, 300, 10, 0.01);
      assertTrue((double) figures.get("accuracy") > 0.7, figures.toString());
      double seconds = (double) figures.get("train_s");
      assertEquals(300 * 100 / seconds, (double) figures.get("samples_per_s"), 1e-6 / seconds);
    }
  }

  @Test
  void aRecipeIsReadAsItIsWritten() {
    assertEquals("784-512-512-10/128/adam", Recipe.WIDE.toString());
    assertEquals(Recipe.BOOK, Recipe.parse("784-50-10/100/sgd"));
    assertEquals(List.of(6, 4), Recipe.parse("6-4/1/momentum").widths());
    assertThrows(IllegalArgumentException.class, () -> Recipe.parse("784-50-10"));
  }

  @Test
  void productsAreCountedInBillionsASecond() {
    try (TensorOps ops = Backends.open(BackendConfig.defaults().withBackend("vector"))) {
      Map<?, ?> gflops = (Map<?, ?>) new RawProducts(ops).run(64 * 64 * 64).get("gflops");
      assertEquals("[64x64x64]", gflops.keySet().toString());
      assertTrue((double) gflops.get("64x64x64") > 0.01);
    }
  }
}
