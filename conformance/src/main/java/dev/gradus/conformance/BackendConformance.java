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
   * Whether a rule is to run, so that who mends one rule need not wait for all others:
   *
   * <pre>{@code
   * mvn test -Dtest=MyBackendConformanceTest -Dgradus.rule=op_matmul_02
   * }</pre>
   *
   * <p>A part is no proof: how many rules were left out is shown as an aborted test, and choosing
   * none fails.
   *
   * @param rule any rule
   * @return whether its id begins with the system property {@code gradus.rule}; {@code true} where
   *     that is not set
   */
  protected boolean selects(Rule rule) {
    return rule.id().startsWith(System.getProperty("gradus.rule", ""));
  }

  /**
   * The selected rules, as tests.
   *
   * @return containers by precision and family
   * @throws IllegalStateException if no rule is selected
   */
  @TestFactory
  protected final Stream<DynamicNode> conformance() {
    Conformance kit = new Conformance(extent());
    if (kit.rules().stream().noneMatch(this::selects)) {
      throw new IllegalStateException(
          "conformance: expected rules to run, but none is selected; look at the system property"
              + " gradus.rule and at selects(Rule)");
    }
    return Arrays.stream(Precision.values()).map(precision -> container(kit, precision));
  }

  private DynamicNode container(Conformance kit, Precision precision) {
    Backend backend = backend();
    if (!backend.capabilities().precisions().contains(precision)) {
      String why = "%s does not declare %s".formatted(backend.name(), precision);
      return DynamicContainer.dynamicContainer(
          precision.toString(), nodes(kit, precision, rule -> Outcome.notPromised(rule, why)));
    }
    Subject subject = Subject.open(backend, precision);
    return DynamicContainer.dynamicContainer(
        precision.toString(),
        nodes(kit, precision, rule -> kit.run(rule, subject)).onClose(subject::close));
  }

  private Stream<DynamicNode> nodes(
      Conformance kit, Precision precision, Function<Rule, Outcome> runner) {
    List<Rule> rules = kit.rules().stream().filter(r -> r.precision() == precision).toList();
    List<Rule> selected = rules.stream().filter(this::selects).toList();
    Stream<DynamicNode> families =
        Arrays.stream(Family.values())
            .map(family -> container(family, precision, selected, runner));
    int leftOut = rules.size() - selected.size();
    return leftOut == 0 ? families : Stream.concat(families, Stream.of(partial(leftOut)));
  }

  private DynamicNode container(
      Family family, Precision precision, List<Rule> rules, Function<Rule, Outcome> runner) {
    return DynamicContainer.dynamicContainer(
        family.prefix() + " " + precision,
        rules.stream().filter(rule -> rule.family() == family).map(rule -> test(rule, runner)));
  }

  private static DynamicNode partial(int leftOut) {
    return DynamicTest.dynamicTest(
        "a part of the rules",
        () ->
            Assumptions.abort(
                "%d rules were not selected, so nothing is proven of them".formatted(leftOut)));
  }

  private DynamicTest test(Rule rule, Function<Rule, Outcome> runner) {
    return DynamicTest.dynamicTest(
        rule.toString(),
        () -> {
          Outcome outcome = runner.apply(rule);
          finished(outcome);
          outcome.requirePassed();
          if (outcome.verdict() != Verdict.PASSED) {
            Assumptions.abort("%s: %s".formatted(outcome.verdict(), outcome.message()));
          }
        });
  }
}
