package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What an author is shown by JUnit of what the backend declares. */
final class DeclaredConformanceTest {
  private static final String SQRT = "op_sqrt_01 agreesAtEveryLength (f32)";
  private static final String PART = "a part of the rules";

  /** Of plain arrays, by the rules whose ids begin so. */
  abstract static class Declared extends BackendConformance {
    private final String rules;
    private final Backend backend;

    Declared(String rules, Backend backend) {
      this.rules = rules;
      this.backend = backend;
    }

    Declared(String rules, Capabilities capabilities, Function<BackendConfig, TensorOps> opener) {
      this(rules, new TestBackend(opener, capabilities));
    }

    @Override
    protected final Backend backend() {
      return backend;
    }

    @Override
    protected final Extent extent() {
      return Extent.QUICK;
    }

    @Override
    protected final boolean selects(Rule rule) {
      return rule.id().startsWith(rules);
    }
  }

  private static TensorOps plain(BackendConfig config) {
    return new PlainOps(config.precision());
  }

  private static TensorOps roughRoots(BackendConfig config) {
    DoubleBinaryOperator rough = (x, c) -> x * (float) (1 / Math.sqrt(x));
    return config.precision() == Precision.F64
        ? plain(config)
        : Mutants.function(PlainOps.Unary.SQRT, rough).apply(Precision.F32);
  }

  private static Capabilities roughRootsDeclared() {
    return Capabilities.full()
        .withKnownFailure("op_sqrt_01", Precision.F32, "roots are taken of reciprocals");
  }

  static final class KnownFailure extends Declared {
    KnownFailure() {
      super("op_sqrt_01", roughRootsDeclared(), DeclaredConformanceTest::roughRoots);
    }
  }

  @Test
  void aKnownFailureIsShownAsAbortedWithItsReason() {
    JUnitRun run = JUnitRun.of(KnownFailure.class);
    assertEquals(Map.of(), run.failed());
    String shown = run.aborted().get(SQRT);
    assertTrue(
        shown.contains("KNOWN_FAILURE: roots are taken of reciprocals: sqrt ["), () -> shown);
    assertTrue(run.succeeded().containsKey("op_sqrt_01 agreesAtEveryLength (f64)"));
  }

  static final class UnknownFailure extends Declared {
    UnknownFailure() {
      super("op_sqrt_01", Capabilities.full(), DeclaredConformanceTest::roughRoots);
    }
  }

  @Test
  void aFailureThatIsNotDeclaredFails() {
    assertEquals(Set.of(SQRT), JUnitRun.of(UnknownFailure.class).failed().keySet());
  }

  static final class MendedFailure extends Declared {
    MendedFailure() {
      super("op_sqrt_01", roughRootsDeclared(), DeclaredConformanceTest::plain);
    }
  }

  @Test
  void aKnownFailureThatPassesFails() {
    Map<String, String> failed = JUnitRun.of(MendedFailure.class).failed();
    assertEquals(Set.of(SQRT), failed.keySet());
    assertTrue(
        failed
            .get(SQRT)
            .contains(
                "declared as a known failure (roots are taken of reciprocals), but it does not"
                    + " fail; take the declaration back"),
        () -> failed.get(SQRT));
  }

  static final class FailureOfNoRule extends Declared {
    FailureOfNoRule() {
      super(
          "contract_capabilities",
          Capabilities.full().withKnownFailure("op_root_01", Precision.F64, "there are none"),
          DeclaredConformanceTest::plain);
    }
  }

  @Test
  void aKnownFailureOfNoRuleFails() {
    Map<String, String> failed = JUnitRun.of(FailureOfNoRule.class).failed();
    String rule = "contract_capabilities_03 nameRulesThatExist ";
    assertEquals(Set.of(rule + "(f32)", rule + "(f64)"), failed.keySet());
    assertTrue(failed.get(rule + "(f32)").contains("there is no rule op_root_01 f64"));
  }

  static final class OpensMoreThanDeclared extends Declared {
    OpensMoreThanDeclared() {
      super(
          "contract_capabilities",
          Capabilities.full().withPrecisions(Precision.F32),
          DeclaredConformanceTest::plain);
    }
  }

  @Test
  void aPrecisionThatIsNotDeclaredButOpensFails() {
    Map<String, String> failed = JUnitRun.of(OpensMoreThanDeclared.class).failed();
    String rule = "contract_capabilities_01 refuseOtherPrecisions (f32)";
    assertEquals(Set.of(rule), failed.keySet());
    assertTrue(failed.get(rule).contains("open in f64"), () -> failed.get(rule));
  }

  /** f32 and matrices alone, with all rules: the smallest backend that may call itself one. */
  static final class Small extends Declared {
    Small() {
      super(
          "",
          Capabilities.full().withPrecisions(Precision.F32).withMaxRank(2),
          config -> {
            if (config.precision() != Precision.F32) {
              throw new IllegalArgumentException("plain: expected f32, got " + config.precision());
            }
            return RankLimited.ops(Precision.F32, 2);
          });
    }

    @Override
    protected void finished(Outcome outcome) {
      if (outcome.rule().id().equals("op_add_02")
          && outcome.rule().precision() == Precision.F32
          && !outcome.message().contains("the backend declares ranks up to 2")) {
        throw new AssertionError("the ranks left out are not told: " + outcome);
      }
    }
  }

  @Test
  void aSmallBackendPassesAndIsToldWhatWasNotAskedFor() {
    JUnitRun run = JUnitRun.of(Small.class);
    assertEquals(Map.of(), run.failed());
    List<Rule> rules = new Conformance(Extent.QUICK).rules();
    for (Rule rule : rules) {
      String test = "%s (%s)".formatted(rule, rule.precision());
      if (rule.precision() == Precision.F64) {
        assertEquals(
            "Assumption failed: NOT_PROMISED: plain does not declare f64",
            run.aborted().get(test),
            test);
      } else {
        assertTrue(run.results().containsKey(test), test);
      }
    }
    Set<String> notAskedFor = new TreeSet<>(run.aborted().keySet());
    notAskedFor.removeIf(test -> test.endsWith("(f64)") || test.contains(" rejectsHigherRanks "));
    assertEquals(
        Set.of(
            "contract_operands_05 ofAnotherPrecisionAreRefused (f32)",
            "gradient_Flatten_02 agreesWithTheGradientInF64 (f32)"),
        notAskedFor);
  }

  static final class TakesMoreThanDeclared extends Declared {
    TakesMoreThanDeclared() {
      super(
          "contract_capabilities",
          Capabilities.full().withMaxRank(2),
          config -> RankLimited.ops(config.precision(), 3));
    }
  }

  @Test
  void aRankThatIsNotDeclaredButTakenFails() {
    Map<String, String> failed = JUnitRun.of(TakesMoreThanDeclared.class).failed();
    String rule = "contract_capabilities_02 refuseHigherRanks ";
    assertEquals(Set.of(rule + "(f32)", rule + "(f64)"), failed.keySet());
    assertTrue(failed.get(rule + "(f32)").contains("full [1, 2, 1]: expected IllegalArgument"));
    assertTrue(failed.get(rule + "(f32)").contains("what Backend.capabilities() declares"));
  }

  static final class TakesLessThanDeclared extends Declared {
    TakesLessThanDeclared() {
      super(
          "contract_capabilities",
          Capabilities.full(),
          config -> RankLimited.ops(config.precision(), 3));
    }
  }

  @Test
  void aRankThatIsDeclaredButRefusedFails() {
    Map<String, String> failed = JUnitRun.of(TakesLessThanDeclared.class).failed();
    String rule = "contract_capabilities_02 refuseHigherRanks ";
    assertEquals(Set.of(rule + "(f32)", rule + "(f64)"), failed.keySet());
    assertTrue(failed.get(rule + "(f64)").contains("[1, 2, 1, 2]; reshape on the host"));
  }

  static final class Absent extends Declared {
    Absent() {
      super("", new AbsentBackend());
    }
  }

  private static final class AbsentBackend implements Backend {
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
  }

  @Test
  void aBackendThatCannotRunHereFails() {
    JUnitRun run = JUnitRun.of(Absent.class);
    assertEquals(
        Map.of(
            "conformance()", "absent cannot be proven, as it cannot run here: no library; add it"),
        run.failed());
    assertEquals(Map.of(), run.aborted());
  }

  static final class PerThreadCount extends Declared {
    PerThreadCount() {
      super("bits_threads_01", Capabilities.full().withBitsPerThreadCount(), c -> plain(c));
    }
  }

  @Test
  void bitsThatAreNotPromisedAreShownAsAborted() {
    JUnitRun run = JUnitRun.of(PerThreadCount.class);
    assertEquals(Map.of(), run.failed());
    String shown = run.aborted().get("bits_threads_01 giveTheSameBits (f32)");
    assertTrue(shown.contains("NOT_PROMISED: the backend promises bits"), () -> shown);
  }

  @Test
  void aPartOfTheRulesSaysThatItIsAPart() {
    JUnitRun run = JUnitRun.of(KnownFailure.class);
    int others = new Conformance(Extent.QUICK).rules().size();
    String shown = run.aborted().get(PART + " (f64)");
    assertTrue(shown.contains(" rules were not selected"), () -> shown);
    assertTrue(others > run.results().size());
    assertFalse(JUnitRun.of(Absent.class).aborted().containsKey(PART + " (f64)"));
  }

  static final class NothingSelected extends Declared {
    NothingSelected() {
      super("op_root_01", Capabilities.full(), DeclaredConformanceTest::plain);
    }
  }

  @Test
  void selectingNoRuleFails() {
    assertEquals(
        Map.of(
            "conformance()",
            "conformance: expected rules to run, but none is selected; look at the system property"
                + " gradus.rule and at selects(Rule)"),
        JUnitRun.of(NothingSelected.class).failed());
  }
}
