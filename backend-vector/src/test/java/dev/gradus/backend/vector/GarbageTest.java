package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GarbageTest {
  private static final long MOST = 4 << 10;

  /** In a JVM of its own, as what other tests have run decides how these loops are compiled. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aStepOfTheBookRunAllocatesLessThanFourKilobytes(int threads) {
    String output =
        ForkedJvm.run(BookRunGarbage.class, ForkedJvm.WITH_MODULE, Integer.toString(threads));
    Matcher bytes = Pattern.compile("bytes a step: (\\d+)").matcher(output);
    assertTrue(bytes.find(), output);
    assertTrue(Long.parseLong(bytes.group(1)) < MOST, output);
  }
}
