package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Backend;
import dev.gradus.backend.Capabilities;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConformanceTest {
  private final Conformance kit = new Conformance(Extent.QUICK);

  @Test
  void everyRuleHasAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (Rule rule : kit.rules()) {
      assertTrue(ids.add(rule.id() + rule.precision()), () -> "twice: " + rule);
    }
    assertTrue(ids.size() > 400, "rules: " + ids.size());
  }

  @Test
  void noMethodOfTensorOpsIsWithoutARuleInEitherPrecision() {
    for (Precision precision : Precision.values()) {
      List<Rule> rules = kit.rules().stream().filter(r -> r.precision() == precision).toList();
      assertEquals(Set.of(), Coverage.uncovered(rules));
    }
    assertTrue(Coverage.operations().size() > 40);
    List<Rule> without = kit.rules().stream().filter(r -> !r.subject().equals("erf")).toList();
    assertEquals(Set.of("erf"), Coverage.uncovered(without));
  }

  @Test
  void everyOperationsRulesReallyCallIt() {
    for (Precision precision : Precision.values()) {
      Set<Method> called = new HashSet<>();
      Backend recorded = new TestBackend(config -> recording(config.precision(), called));
      try (Subject subject = Subject.open(recorded, precision)) {
        for (Rule rule : kit.rules()) {
          if (rule.precision() == precision
              && rule.family() == Family.VALUES
              && QuickRules.isQuick(rule)) {
            called.clear();
            kit.run(rule, subject).requirePassed();
            assertTrue(
                called.stream().anyMatch(m -> Coverage.nameOf(m).equals(rule.subject())),
                () -> rule + " never calls " + rule.subject());
          }
        }
      }
    }
  }

  private static TensorOps recording(Precision precision, Set<Method> called) {
    return Intercepted.ops(
        new PlainOps(precision),
        (method, arguments) -> {
          if (method.getDeclaringClass() == TensorOps.class) {
            called.add(method);
          }
        });
  }

  @Test
  void aBackendThatCannotRunFailsInsteadOfBeingSkipped() {
    Exception e =
        assertThrows(
            IllegalStateException.class, () -> Subject.open(new AbsentBackend(), Precision.F32));
    assertEquals(
        "absent cannot be proven, as it cannot run here: no library; add it", e.getMessage());
  }

  @Test
  void aBackendThatDoesNotOpenIsToldThatItsOpenThrew() {
    Backend jammed =
        new TestBackend(
            config -> {
              throw new IllegalArgumentException("jammed");
            });
    Exception e =
        assertThrows(IllegalStateException.class, () -> Subject.open(jammed, Precision.F32));
    assertEquals("open(f32) threw java.lang.IllegalArgumentException: jammed", e.getMessage());
  }

  @Test
  void aFailureShowsItsWorstElementAndABoundThatIsNotFiniteAllowsNothing() {
    Rule rule = rule(kit, "op_exp_01");
    double[] right = {1, 2, 3};
    double[] found = {1.5, 4, 3};
    try (Subject subject = Subject.open(new PlainBackend(), rule.precision())) {
      Trial trial = new Trial(subject, Extent.QUICK, RandomSource.ofSeed(1));
      trial.compare("numbers", right, found, i -> 0.25);
      Outcome outcome = trial.outcome(rule);
      assertEquals(8, outcome.worst());
      assertEquals(
          "numbers: element 1 of 3: expected 2.0, got 4.0"
              + " (an error of at most 0.250 asked for; 2 elements are wrong)",
          outcome.message());
      for (double bound : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
        Trial vacuous = new Trial(subject, Extent.QUICK, RandomSource.ofSeed(1));
        vacuous.compare("number", 1, 2, bound);
        assertEquals(Verdict.FAILED, vacuous.outcome(rule).verdict());
      }
    }
  }

  @Test
  void whatABackendDoesNotPromiseIsSaidAndNotAskedFor() {
    Rule rule = rule(kit, "bits_threads_01");
    Backend lenient =
        new TestBackend(
            config -> new PlainOps(config.precision()),
            Capabilities.full().withBitsPerThreadCount());
    Outcome outcome;
    try (Subject subject = Subject.open(lenient, rule.precision())) {
      outcome = kit.run(rule, subject);
    }
    assertEquals(Verdict.NOT_PROMISED, outcome.verdict());
    String table = table(outcome).toString();
    assertTrue(table.contains("plain, not promised: bits_threads_01 (f32): "), table);
  }

  @Test
  void theTableShowsCasesWorstErrorVerdictAndEveryFailureWithItsMessage() {
    Outcome passed = runPlain(kit, rule(kit, "op_exp_01"));
    Outcome failed =
        new Outcome(
            rule(kit, "op_matmul_01"), Verdict.FAILED, 3, Double.POSITIVE_INFINITY, "it broke");
    Report report = new Report("plain", List.of(passed, failed), List.of());
    assertFalse(report.passed());
    assertEquals(List.of(failed), report.failures());
    String table = new ReportTable(List.of(report)).toString();
    assertTrue(table.contains("4 ulp"), table);
    assertTrue(table.contains("FAILED"), table);
    assertTrue(table.contains("op_matmul_01 agreesOnSmallIntegersToTheBit (f32)"), table);
    assertTrue(table.contains("it broke"), table);
    String ran = "54 of 54 operations have a rule; 2 of %d rules ran, ";
    assertTrue(table.contains(ran.formatted(kit.rules().size())), table);
    assertTrue(table(passed).passed());
    assertFalse(table().passed(), "nothing ran, so nothing is proven");
  }

  private static ReportTable table(Outcome... outcomes) {
    return new ReportTable(List.of(new Report("plain", List.of(outcomes), List.of())));
  }

  @Test
  void aRuleIsRefusedInAnotherPrecision() {
    try (Subject subject = Subject.open(new PlainBackend(), Precision.F64)) {
      Rule rule = rule(kit, "op_exp_01");
      assertThrows(IllegalArgumentException.class, () -> kit.run(rule, subject));
    }
  }

  private static Rule rule(Conformance kit, String id) {
    return kit.rules().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  private static Outcome runPlain(Conformance kit, Rule rule) {
    try (Subject subject = Subject.open(new PlainBackend(), rule.precision())) {
      return kit.run(rule, subject);
    }
  }
}
