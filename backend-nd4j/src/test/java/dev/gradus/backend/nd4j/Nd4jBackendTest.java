package dev.gradus.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Availability;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.backend.Device;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import org.junit.jupiter.api.Test;

final class Nd4jBackendTest {
  private static final BackendConfig CONFIG = BackendConfig.defaults().withBackend("nd4j");

  private final Nd4jBackend backend = new Nd4jBackend();

  @Test
  void isFoundByNameAndAvailable() {
    assertTrue(backend.availability().isAvailable(), backend.availability().toString());
    try (TensorOps ops = Backends.open(CONFIG.withPrecision(Precision.F64))) {
      assertEquals("nd4j f64", ops.toString());
      assertEquals(CONFIG.threads(), ops.threads());
    }
  }

  @Test
  void saysWhatToAddWhereTheClassPathLacksNd4j() {
    Nd4jBackend alone = new Nd4jBackend(ClassLoader.getPlatformClassLoader());
    assertEquals(
        "ND4J is not on the class path; add org.nd4j:nd4j-native:1.0.0-M2.1",
        alone.availability().toString());
    String refusal =
        assertThrows(IllegalStateException.class, () -> alone.open(CONFIG)).getMessage();
    assertTrue(refusal.startsWith("nd4j: no CPU backend on the class path; add"), refusal);
  }

  @Test
  void saysWhatToAddWhereTheNativesAreOfAnotherPlatform() {
    Availability none = backend.natives("linux-riscv64");
    assertFalse(none.isAvailable());
    assertEquals(
        "ND4J's native library for linux-riscv64 is not on the class path;"
            + " add org.nd4j:nd4j-native:1.0.0-M2.1 with classifier linux-riscv64",
        none.toString());
    assertEquals("macosx-arm64", Nd4jBackend.platform("Mac OS X", "aarch64"));
    assertEquals("windows-x86_64", Nd4jBackend.platform("Windows 11", "amd64"));
    assertEquals("linux-x86_64", Nd4jBackend.platform("Linux", "amd64"));
  }

  @Test
  void refusesCudaWhereOnlyTheProcessorsLibraryIsThere() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> backend.open(CONFIG.withDevice(Device.CUDA)));
    assertEquals(
        "nd4j: no CUDA backend on the class path; build with mvn -Pcuda, or choose --device cpu",
        e.getMessage());
  }

  @Test
  void refusesOtherThreadsThanTheProcessAlreadyUses() {
    backend.open(CONFIG).close();
    int others = CONFIG.threads() + 1;
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> backend.open(CONFIG.withThreads(others)));
    assertTrue(
        e.getMessage().contains("device cpu with " + CONFIG.threads() + " thread"), e::getMessage);
    assertTrue(e.getMessage().contains("device cpu with " + others + " threads"), e::getMessage);
    backend.open(CONFIG).close(); // the refusal changed nothing
  }

  @Test
  void precisionsLiveSideBySideAndClosingOneLeavesTheOther() {
    TensorOps single = backend.open(CONFIG);
    TensorOps wide = backend.open(CONFIG.withPrecision(Precision.F64));
    Tensor x = wide.tensor(Shape.of(1), new double[] {0.1});
    Tensor closed = single.tensor(Shape.of(1), new double[] {0.1});
    single.close();
    assertArrayEquals(new double[] {0.2}, wide.doubles(wide.add(x, x)));
    assertThrows(IllegalStateException.class, () -> single.add(closed, closed));
    wide.close();
  }

  @Test
  void aScopesMemoryGoesToTheNextTensorsButNotWhatItKeeps() {
    Nd4jProcess.enter(Library.CPU, CONFIG.threads());
    NativeArray first;
    NativeArray keptMemory;
    try (Nd4jOps ops = new Nd4jOps(Precision.F32, CONFIG.threads(), Device.CPU)) {
      Tensor kept;
      try (Scope scope = ops.scope()) {
        Tensor a = ops.full(Shape.of(3, 4), 2);
        first = ops.array(a);
        assertSame(first, ops.array(ops.reshape(a, Shape.of(12))));
        kept = scope.keep(ops.matmulTransB(a, a));
        keptMemory = ops.array(kept);
      }
      assertNotSame(keptMemory, ops.array(ops.full(Shape.of(3, 3), 0)));
      assertSame(first, ops.array(ops.full(Shape.of(2, 6), 1)));
      assertEquals(16, ops.doubles(kept)[8]);
      try (Scope scope = ops.scope()) {
        first = ops.array(ops.full(Shape.of(5, 7), 2));
      }
      assertFalse(first.isFreed());
    }
    assertTrue(first.isFreed());
    assertFalse(keptMemory.isFreed());
  }
}
