package dev.gradus.conformance;

import dev.gradus.backend.Backend;
import dev.gradus.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The proof of a backend as a JUnit test: extend it by one method.
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
 * backend that cannot run here fails; nothing is skipped. Each failure says what was compared, what
 * the rule proves and where to look.
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
   * All rules, as tests.
   *
   * @return containers by family and precision
   */
  @TestFactory
  protected final Stream<DynamicNode> conformance() {
    Conformance kit = new Conformance();
    return Arrays.stream(Precision.values()).map(precision -> container(kit, precision));
  }

  private DynamicNode container(Conformance kit, Precision precision) {
    Subject subject = Subject.open(backend(), precision);
    Stream<DynamicNode> families =
        Arrays.stream(Family.values()).map(family -> container(kit, family, subject));
    return DynamicContainer.dynamicContainer(
        precision.toString(), families.onClose(subject::close));
  }

  private static DynamicNode container(Conformance kit, Family family, Subject subject) {
    Precision precision = subject.ops().precision();
    List<DynamicTest> tests =
        kit.rules().stream()
            .filter(rule -> rule.family() == family && rule.precision() == precision)
            .map(rule -> test(kit, rule, subject))
            .toList();
    return DynamicContainer.dynamicContainer(family.prefix() + " " + precision, tests);
  }

  private static DynamicTest test(Conformance kit, Rule rule, Subject subject) {
    return DynamicTest.dynamicTest(rule.toString(), () -> kit.run(rule, subject).requirePassed());
  }
}
