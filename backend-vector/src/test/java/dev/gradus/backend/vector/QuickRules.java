package dev.gradus.backend.vector;

import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Family;
import dev.gradus.conformance.Rule;
import dev.gradus.conformance.Subject;
import dev.gradus.tensor.Precision;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * For mutation testing alone, where each mutant meets all rules that reach it until one fails: the
 * rules of every operation, in the precision whose templates are mutated. An ordinary build runs
 * {@link VectorConformanceTest}.
 */
final class QuickRules {
  private static final Set<Family> FAMILIES = Set.of(Family.VALUES, Family.ERRORS, Family.CONTRACT);

  @TestFactory
  Stream<DynamicTest> rules() {
    Conformance kit = new Conformance(Extent.QUICK);
    return kit.rules().stream()
        .filter(rule -> rule.precision() == Precision.F32 && FAMILIES.contains(rule.family()))
        .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> run(kit, rule)));
  }

  private static void run(Conformance kit, Rule rule) {
    try (Subject subject = Subject.open(new VectorBackend(), Precision.F32)) {
      kit.run(rule, subject).requirePassed();
    }
  }
}
