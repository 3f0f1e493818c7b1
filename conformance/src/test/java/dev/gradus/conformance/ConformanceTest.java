package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
          if (rule.precision() == precision && rule.family() == Family.VALUES && isQuick(rule)) {
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

  private static boolean isQuick(Rule rule) {
    return !rule.name().equals("addsAMillionTerms");
  }

  private static TensorOps recording(Precision precision, Set<Method> called) {
    PlainOps plain = new PlainOps(precision);
    return (TensorOps)
        Proxy.newProxyInstance(
            ConformanceTest.class.getClassLoader(),
            new Class<?>[] {TensorOps.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == TensorOps.class) {
                called.add(method);
              }
              try {
                return method.invoke(plain, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void aBackendThatCannotRunFailsInsteadOfBeingSkipped() {
    Backend absent =
        new Backend() {
          @Override
          public String name() {
            return "absent";
          }

          @Override
          public String description() {
            return "not here";
          }

          @Override
          public Availability availability() {
            return Availability.unavailable("no library", "add it");
          }

          @Override
          public TensorOps open(BackendConfig config) {
            throw new IllegalStateException("not here");
          }
        };
    Exception e =
        assertThrows(IllegalStateException.class, () -> kit.run(absent, ProgressListener.none()));
    assertEquals(
        "absent cannot be proven, as it cannot run here: no library; add it", e.getMessage());
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
    String table = new Report("plain", List.of(outcome)).toTable();
    assertTrue(table.contains("not promised: bits_threads_01 giveTheSameBits (f32)"), table);
  }

  @Test
  void theTableShowsCasesWorstErrorVerdictAndEveryFailureWithItsMessage() {
    Outcome passed = runPlain(kit, rule(kit, "op_exp_01"));
    Outcome failed =
        new Outcome(
            rule(kit, "op_matmul_01"), Verdict.FAILED, 3, Double.POSITIVE_INFINITY, "it broke");
    Report report = new Report("plain", List.of(passed, failed));
    assertFalse(report.passed());
    assertEquals(List.of(failed), report.failures());
    String table = report.toTable();
    assertTrue(table.contains("4 ulp"), table);
    assertTrue(table.contains("1 FAILED"), table);
    assertTrue(table.contains("op_matmul_01 agreesOnSmallIntegersToTheBit (f32)"), table);
    assertTrue(table.contains("it broke"), table);
    assertTrue(table.contains("2 of 50 operations have a rule"), table);
    assertTrue(new Report("plain", List.of(passed)).passed());
    assertFalse(new Report("plain", List.of()).passed(), "nothing ran, so nothing is proven");
  }

  @Test
  void aRuleIsRefusedInAnotherPrecision() {
    try (Subject subject =
        Subject.open(new TestBackend(c -> new PlainOps(c.precision())), Precision.F64)) {
      Rule rule = rule(kit, "op_exp_01");
      assertThrows(IllegalArgumentException.class, () -> kit.run(rule, subject));
    }
  }

  private static Rule rule(Conformance kit, String id) {
    return kit.rules().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  private static Outcome runPlain(Conformance kit, Rule rule) {
    Backend plain = new TestBackend(config -> new PlainOps(config.precision()));
    try (Subject subject = Subject.open(plain, rule.precision())) {
      return kit.run(rule, subject);
    }
  }
}
