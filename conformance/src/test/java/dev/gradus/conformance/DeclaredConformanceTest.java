package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.tensor.Kernels.Unary;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** What an author is shown by JUnit of what the backend declares. */
final class DeclaredConformanceTest {
  private static final String SQRT = "op_sqrt_01 agreesAtEveryLength (f32)";

  private static TensorOps plain(BackendConfig config) {
    return new PlainOps(config.precision());
  }

  private static TensorOps ofRank(int maxRank, Precision precision) {
    return Intercepted.ops(
        new PlainOps(precision),
        (method, arguments) -> {
          for (Object argument : arguments) {
            if (argument instanceof Shape shape && shape.rank() > maxRank) {
              throw new IllegalArgumentException(
                  "%s: expected a rank of at most %d, got %s; reshape on the host"
                      .formatted(method.getName(), maxRank, shape));
            }
          }
        });
  }

  private static TensorOps roughRoots(BackendConfig config) {
    DoubleBinaryOperator rough = (x, c) -> x * (float) (1 / Math.sqrt(x));
    return config.precision() == Precision.F64
        ? plain(config)
        : Mutants.function(Unary.SQRT, rough).apply(Precision.F32);
  }

  private static Capabilities roughRootsDeclared() {
    return Capabilities.full()
        .withKnownFailure("op_sqrt_01", Precision.F32, "roots are taken of reciprocals");
  }

  static final class KnownFailure extends DeclaredConformance {
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

  static final class UnknownFailure extends DeclaredConformance {
    UnknownFailure() {
      super("op_sqrt_01", Capabilities.full(), DeclaredConformanceTest::roughRoots);
    }
  }

  @Test
  void aFailureThatIsNotDeclaredFails() {
    assertEquals(Set.of(SQRT), JUnitRun.of(UnknownFailure.class).failed().keySet());
  }

  static final class MendedFailure extends DeclaredConformance {
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

  static final class FailureOfNoRule extends DeclaredConformance {
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

  static final class OpensMoreThanDeclared extends DeclaredConformance {
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

  /** f32 and matrices alone: the smallest backend that may call itself one. */
  private static final class SmallBackend extends PlainBackend {
    @Override
    public Capabilities capabilities() {
      return Capabilities.full().withPrecisions(Precision.F32).withMaxRank(2);
    }

    @Override
    public TensorOps open(BackendConfig config) {
      if (config.precision() != Precision.F32) {
        throw new IllegalArgumentException("plain: expected f32, got " + config.precision());
      }
      return ofRank(2, Precision.F32);
    }
  }

  /** By all rules. */
  static final class Small extends DeclaredConformance {
    Small() {
      super("", new SmallBackend());
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
        assertEquals("NOT_PROMISED: plain does not declare f64", run.aborted().get(test), test);
      } else {
        assertTrue(run.results().containsKey(test), test);
      }
    }
    Set<String> notAskedFor = new TreeSet<>(run.aborted().keySet());
    notAskedFor.removeIf(test -> test.endsWith("(f64)") || test.contains(" rejectsHigherRanks "));
    assertEquals(
        Set.of(
            "contract_operands_05 ofAnotherPrecisionAreRefused (f32)",
            "gradient_Embedding_02 agreesWithTheGradientInF64 (f32)",
            "gradient_Flatten_02 agreesWithTheGradientInF64 (f32)"),
        notAskedFor);
  }

  static final class TakesMoreThanDeclared extends DeclaredConformance {
    TakesMoreThanDeclared() {
      super(
          "contract_capabilities",
          Capabilities.full().withMaxRank(2),
          config -> ofRank(3, config.precision()));
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

  static final class TakesLessThanDeclared extends DeclaredConformance {
    TakesLessThanDeclared() {
      super("contract_capabilities", Capabilities.full(), config -> ofRank(3, config.precision()));
    }
  }

  @Test
  void aRankThatIsDeclaredButRefusedFails() {
    Map<String, String> failed = JUnitRun.of(TakesLessThanDeclared.class).failed();
    String rule = "contract_capabilities_02 refuseHigherRanks ";
    assertEquals(Set.of(rule + "(f32)", rule + "(f64)"), failed.keySet());
    assertTrue(failed.get(rule + "(f64)").contains("[1, 2, 1, 2]; reshape on the host"));
  }

  static final class Absent extends DeclaredConformance {
    Absent() {
      super("", new AbsentBackend());
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

  static final class PerThreadCount extends DeclaredConformance {
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
}
