package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.reference.ReferenceBackend;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules that mutation testing runs: each mutant meets all that reach it until one fails, so
 * slow rules, and those that only repeat others in the second precision, are left out.
 */
record QuickRules(Backend backend, Precision precision, Set<Family> families) {
  private static final String SLOW = "addsAMillionTerms";

  /** Every primitive on plain arrays and every inherited fused form, beside the specification. */
  static QuickRules ofOperations() {
    return new QuickRules(
        new PlainBackend(), Precision.F32, Set.of(Family.VALUES, Family.ERRORS, Family.CONTRACT));
  }

  /** Layers, losses, graphs and trainings on the specification. */
  static QuickRules ofNetworks() {
    return new QuickRules(
        new ReferenceBackend(),
        Precision.F64,
        Set.of(Family.GRADIENTS, Family.BOOK, Family.GOLDEN, Family.TRAINING));
  }

  static boolean isQuick(Rule rule) {
    return !rule.name().equals(SLOW);
  }

  /** One test for each rule, with operations of its own. */
  Stream<DynamicTest> tests() {
    Conformance kit = new Conformance(Extent.QUICK);
    return kit.rules().stream()
        .filter(rule -> rule.precision() == precision && families.contains(rule.family()))
        .filter(QuickRules::isQuick)
        .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> run(kit, rule)));
  }

  private void run(Conformance kit, Rule rule) {
    try (Subject subject = Subject.open(backend, precision)) {
      kit.run(rule, subject).requirePassed();
    }
  }
}
