package dev.gradus.conformance;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** For mutation testing of {@code api} alone: an ordinary build runs these rules as they are. */
final class RulesOfOperations {
  @TestFactory
  Stream<DynamicTest> rules() {
    return QuickRules.ofOperations().tests();
  }
}
