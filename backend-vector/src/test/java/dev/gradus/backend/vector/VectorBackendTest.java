package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Availability;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Backends;
import dev.gradus.backend.Device;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import org.junit.jupiter.api.Test;

class VectorBackendTest {
  private static final BackendConfig VECTOR = BackendConfig.defaults().withBackend("vector");

  /** The main class of a JVM without the module. */
  static final class Chooser {
    private Chooser() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(Backends.choose(VECTOR).reason());
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void isFoundByNameAndOpensInBothPrecisions() {
    for (Precision precision : Precision.values()) {
      try (TensorOps ops = Backends.open(VECTOR.withPrecision(precision).withThreads(3))) {
        assertEquals("vector " + precision, ops.toString());
        assertEquals(3, ops.threads());
      }
    }
  }

  @Test
  void withTheModuleItIsAvailable() {
    assertEquals(Availability.available(), new VectorBackend().availability());
    assertEquals("pure Java SIMD on the Vector API", new VectorBackend().description());
  }

  @Test
  void withoutTheModuleItSaysWhatToAdd() {
    String output = ForkedJvm.run(Chooser.class, new String[0]);
    assertEquals(
        "vector: the JVM's Vector API is not enabled (module jdk.incubator.vector);"
            + " start java with --add-modules jdk.incubator.vector",
        output.strip());
  }

  @Test
  void anUnknownWidthIsRefused() {
    String[] options = {
      ForkedJvm.WITH_MODULE[0], ForkedJvm.WITH_MODULE[1], "-Dgradus.vector.bits=100"
    };
    String output = ForkedJvm.run(Fingerprint.class, options, "1");
    assertTrue(output.contains("gradus.vector.bits: expected 128, 256 or 512, got '100'"), output);
  }

  @Test
  void anotherDeviceIsRefused() {
    BackendConfig cuda = VECTOR.withDevice(Device.CUDA);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new VectorBackend().open(cuda));
    assertTrue(e.getMessage().startsWith("vector: computes on the cpu only"), e.getMessage());
  }
}
