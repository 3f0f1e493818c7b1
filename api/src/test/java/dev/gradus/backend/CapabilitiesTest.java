package dev.gradus.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.reference.ReferenceBackend;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CapabilitiesTest {
  private static String refusal(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }

  @Test
  void aBackendPromisesEverythingUnlessItSaysOtherwise() {
    Backend backend = new ReferenceBackend();
    assertEquals(Capabilities.full(), backend.capabilities());
    assertEquals(OptionalLong.empty(), backend.nativeBytes());
    assertEquals(Set.of(Precision.F32, Precision.F64), Capabilities.full().precisions());
    assertEquals(4, Capabilities.full().maxRank());
    assertTrue(Capabilities.full().sameBitsForAnyThreadCount());
    assertTrue(Capabilities.full().knownFailures().isEmpty());
  }

  @Test
  void lessIsDeclaredStepByStep() {
    Capabilities declared =
        Capabilities.full()
            .withKnownFailure("op_erf_01", Precision.F32, "6 ulp off")
            .withPrecisions(Precision.F32)
            .withMaxRank(2)
            .withBitsPerThreadCount()
            .withKnownFailure("op_exp_02", Precision.F32, "no subnormals");
    assertEquals(Set.of(Precision.F32), declared.precisions());
    assertEquals(2, declared.maxRank());
    assertFalse(declared.sameBitsForAnyThreadCount());
    assertEquals(2, declared.knownFailures().size());
    assertEquals(
        "6 ulp off", declared.knownFailure("op_erf_01", Precision.F32).orElseThrow().reason());
    assertTrue(declared.knownFailure("op_erf_01", Precision.F64).isEmpty());
    assertTrue(declared.knownFailure("op_exp_01", Precision.F32).isEmpty());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Capabilities full = Capabilities.full();
    assertEquals(
        "capabilities: expected at least one precision, got none", refusal(full::withPrecisions));
    assertEquals(
        "capabilities: expected a largest rank of 2 to 4, got 1",
        refusal(() -> full.withMaxRank(1)));
    assertEquals(
        "capabilities: expected a largest rank of 2 to 4, got 5",
        refusal(() -> full.withMaxRank(5)));
    assertEquals(
        "known failure: op_erf_01 in f32 needs a reason, got none",
        refusal(() -> full.withKnownFailure("op_erf_01", Precision.F32, " ")));
    Capabilities once = full.withKnownFailure("op_erf_01", Precision.F32, "off");
    assertTrue(
        refusal(() -> once.withKnownFailure("op_erf_01", Precision.F32, "off again"))
            .startsWith("capabilities: expected each known failure once"));
    assertEquals(
        2, once.withKnownFailure("op_erf_01", Precision.F64, "off too").knownFailures().size());
  }
}
