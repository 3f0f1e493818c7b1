package dev.gradus.backend.vector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GarbageTest {
  private static final long MOST = 4 << 10;

  private static final String[] OPTIONS = {
    ForkedJvm.WITH_MODULE[0], ForkedJvm.WITH_MODULE[1], "-Xbatch"
  };

  /**
   * In a JVM of its own, as what other tests have run decides how these loops are compiled; and
   * compiled at once, as otherwise the machine's load decides when.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aStepOfTheBookRunAllocatesLessThanFourKilobytes(int threads) {
    String output = ForkedJvm.run(BookRunGarbage.class, OPTIONS, Integer.toString(threads));
    Matcher bytes = Pattern.compile("bytes a step: (\\d+)").matcher(output);
    assertTrue(bytes.find(), output);
    assertTrue(Long.parseLong(bytes.group(1)) < MOST, output);
  }
}
