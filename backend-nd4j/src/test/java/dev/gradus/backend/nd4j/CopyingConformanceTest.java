package dev.gradus.backend.nd4j;

import dev.gradus.backend.Availability;
import dev.gradus.backend.Backend;
import dev.gradus.backend.BackendConfig;
import dev.gradus.backend.Capabilities;
import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Family;
import dev.gradus.conformance.Rule;
import dev.gradus.conformance.Subject;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The way taken on CUDA: ND4J's kernels at every size, copies to the host around each loop.
 *
 * <p>It differs from the other way in how kernels reach the numbers, so it is held to the rules of
 * each operation, of storage, and of whole trainings beside another framework. The others repeat
 * small operations many times, each of which is a call into ND4J here: minutes that show nothing
 * new.
 */
final class CopyingConformanceTest {
  private static final Set<Family> FAMILIES =
      EnumSet.of(Family.VALUES, Family.CONTRACT, Family.GOLDEN);

  @TestFactory
  Stream<DynamicContainer> conformance() {
    return Arrays.stream(Precision.values()).map(CopyingConformanceTest::container);
  }

  private static DynamicContainer container(Precision precision) {
    Conformance kit = new Conformance(Extent.QUICK);
    Subject subject = Subject.open(new Copying(), precision);
    Stream<DynamicTest> tests =
        kit.rules().stream()
            .filter(rule -> rule.precision() == precision && FAMILIES.contains(rule.family()))
            .map(rule -> test(kit, rule, subject));
    return DynamicContainer.dynamicContainer(precision.toString(), tests.onClose(subject::close));
  }

  private static DynamicTest test(Conformance kit, Rule rule, Subject subject) {
    return DynamicTest.dynamicTest(rule.toString(), () -> kit.run(rule, subject).requirePassed());
  }

  private static final class Copying implements Backend {
    private final Nd4jBackend backend = new Nd4jBackend();

    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public String description() {
      return backend.description();
    }

    @Override
    public Availability availability() {
      return backend.availability();
    }

    @Override
    public Capabilities capabilities() {
      return backend.capabilities();
    }

    @Override
    public TensorOps open(BackendConfig config) {
      Nd4jProcess.enter(Library.CPU, config.threads());
      return new Nd4jOps(config.precision(), config.threads(), false, 0);
    }
  }
}
