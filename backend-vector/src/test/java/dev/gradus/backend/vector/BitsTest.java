package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitsTest {
  @ParameterizedTest
  @EnumSource(Precision.class)
  void anyNumberOfThreadsGivesTheSameBits(Precision precision) {
    int large = 13; // enough that every operation splits
    Map<String, Integer> alone;
    try (TensorOps ops = Fingerprint.open(precision, 1)) {
      alone = Fingerprint.of(ops, large);
    }
    for (int threads : new int[] {2, 3, 8}) {
      try (TensorOps ops = Fingerprint.open(precision, threads)) {
        assertEquals(threads, ops.threads());
        assertEquals(alone, Fingerprint.of(ops, large), threads + " threads");
      }
    }
  }

  @Test
  void interpretedAndCompiledCodeGiveTheSameBits() {
    String interpreted = fingerprint("1", "-Xint");
    String compiled = fingerprint("3000");
    assertTrue(interpreted.contains("lanes "), interpreted);
    assertEquals(interpreted, compiled);
  }

  private static String fingerprint(String rounds, String... options) {
    String[] all = new String[options.length + 2];
    System.arraycopy(ForkedJvm.WITH_MODULE, 0, all, 0, 2);
    System.arraycopy(options, 0, all, 2, options.length);
    String output = ForkedJvm.run(Fingerprint.class, all, rounds);
    return output.replaceFirst("WARNING: Using incubator modules.*\\R", "");
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void everyVectorWidthAgreesWithTheSpecification(int bits) {
    String[] options = {
      ForkedJvm.WITH_MODULE[0], ForkedJvm.WITH_MODULE[1], "-Dgradus.vector.bits=" + bits
    };
    String output = ForkedJvm.run(ForcedWidth.class, options);
    assertTrue(output.contains("agrees with " + bits + " bits"), output);
  }
}
