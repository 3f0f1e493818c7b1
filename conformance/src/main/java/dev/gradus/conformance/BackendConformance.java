package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The proof of a backend as a JUnit test, on JUnit 5 and 6: extend it by one method.
 *
 * <pre>{@code
 * package org.example.mybackend;
 *
 * import dev.gradus.backend.Backend;
 * import dev.gradus.conformance.BackendConformance;
 *
 * final class MyBackendConformanceTest extends BackendConformance {
 *   @Override
 *   protected Backend backend() {
 *     return new MyBackend();
 *   }
 * }
 * }</pre>
 *
 * <p>Every rule is one test, named by its id, in a container for each family and precision. A
 * backend that cannot run here fails. Each failure says what was compared, what the rule proves and
 * where to look. Nothing is skipped silently: what the backend declares not to promise, and its
 * known failures, are shown as aborted tests with the reason.
 */
public abstract class BackendConformance {
  /** For subclasses. */
  protected BackendConformance() {}

  /**
   * The backend to prove.
   *
   * @return a backend that can run here
   */
  protected abstract Backend backend();

  /**
   * How thoroughly it is proven.
   *
   * @return {@link Extent#FULL} if the system property {@code gradus.full} is {@code true}, else
   *     {@link Extent#QUICK}
   */
  protected Extent extent() {
    return Boolean.getBoolean("gradus.full") ? Extent.FULL : Extent.QUICK;
  }

  /**
   * Hears of every rule that has run. The default does nothing.
   *
   * @param outcome what it found
   */
  protected void finished(Outcome outcome) {}

  /**
   * All rules, as tests.
   *
   * @return containers by precision and family
   */
  @TestFactory
  protected final Stream<DynamicNode> conformance() {
    return Arrays.stream(Precision.values()).map(this::container);
  }

  private DynamicNode container(Precision precision) {
    Conformance kit = new Conformance(extent());
    Backend backend = backend();
    if (!backend.capabilities().precisions().contains(precision)) {
      String why = "%s does not declare %s".formatted(backend.name(), precision);
      Stream<DynamicNode> families = families(kit, precision, r -> Outcome.notPromised(r, why));
      return DynamicContainer.dynamicContainer(precision.toString(), families);
    }
    Subject subject = Subject.open(backend, precision);
    Stream<DynamicNode> families = families(kit, precision, rule -> kit.run(rule, subject));
    return DynamicContainer.dynamicContainer(
        precision.toString(), families.onClose(subject::close));
  }

  private Stream<DynamicNode> families(
      Conformance kit, Precision precision, Function<Rule, Outcome> runner) {
    return Arrays.stream(Family.values())
        .map(
            family -> {
              List<DynamicTest> tests =
                  kit.rules().stream()
                      .filter(rule -> rule.family() == family && rule.precision() == precision)
                      .map(rule -> test(rule, runner))
                      .toList();
              return DynamicContainer.dynamicContainer(family.prefix() + " " + precision, tests);
            });
  }

  private DynamicTest test(Rule rule, Function<Rule, Outcome> runner) {
    return DynamicTest.dynamicTest(
        rule.toString(),
        () -> {
          Outcome outcome = runner.apply(rule);
          finished(outcome);
          outcome.requirePassed();
          Assumptions.assumeTrue(
              outcome.verdict() == Verdict.PASSED,
              () -> "%s: %s".formatted(outcome.verdict(), outcome.message()));
        });
  }
}
