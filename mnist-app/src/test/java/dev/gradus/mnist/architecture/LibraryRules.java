package dev.gradus.mnist.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static dev.gradus.mnist.architecture.LayeringRules.EVERYTHING;
import static dev.gradus.mnist.architecture.LayeringRules.LEAST_CLASSES;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.gradus.backend.Backend;
import dev.gradus.tensor.TensorOps;
import java.util.stream.Stream;

/** Which classes alone may touch the library behind a backend. */
final class LibraryRules {
  private static final DescribedPredicate<JavaClass> INCUBATOR =
      resideInAPackage("jdk.incubator.vector..");

  private LibraryRules() {}

  static Stream<Law> all() {
    return Stream.of(
        incubatorIsForKernels(),
        gateKnowsNoKernel(),
        ejmlIsForItsBackend(),
        ejmlsThreadsAreForNobody(),
        nd4jIsForItsBackend(),
        nd4jIsForThreeClasses());
  }

  private static Law incubatorIsForKernels() {
    DescribedPredicate<JavaClass> kernels =
        resideInAPackage("dev.gradus.backend.vector")
            .and(describe("hidden", one -> !one.getModifiers().contains(JavaModifier.PUBLIC)))
            .and(not(assignableTo(Backend.class)))
            .and(not(assignableTo(TensorOps.class)));
    String body = "%s class Planted%s { jdk.incubator.vector.FloatVector v; }";
    return Law.of(
            "the incubator is for kernels and widths",
            EVERYTHING.and(not(kernels)),
            LEAST_CLASSES,
            Uses.none("the incubator", INCUBATOR))
        .facing("jdk.incubator.vector..")
        .brokenBy("dev.gradus.backend.vector", "FloatVector", body.formatted("public", ""))
        .brokenBy(
            "dev.gradus.backend.vector",
            "FloatVector",
            body.formatted("abstract", " implements dev.gradus.backend.Backend"))
        .brokenBy(
            "dev.gradus.backend.vector",
            "FloatVector",
            body.formatted("abstract", " implements dev.gradus.tensor.TensorOps"))
        .brokenBy("dev.gradus.backend.ejml", "FloatVector", body.formatted("", ""))
        .keptBy("dev.gradus.backend.vector", body.formatted("final", ""));
  }

  /** Or the JVM would have to find the incubator before the gate could say that it is missing. */
  private static Law gateKnowsNoKernel() {
    DescribedPredicate<JavaClass> importsTheIncubator =
        describe(
            "imports the incubator",
            one ->
                one.getDirectDependenciesFromSelf().stream()
                    .anyMatch(to -> INCUBATOR.test(to.getTargetClass())));
    String gate =
        "abstract class Planted implements dev.gradus.backend.Backend { %s } class Kernel"
            + " { jdk.incubator.vector.FloatVector v; }";
    return Law.of(
            "the vector backend's gate knows no class that imports the incubator",
            resideInAPackage("dev.gradus.backend.vector").and(assignableTo(Backend.class)),
            1,
            Uses.none("kernels", importsTheIncubator.or(INCUBATOR)))
        .facing("jdk.incubator.vector..")
        .brokenBy("dev.gradus.backend.vector", "Kernel", gate.formatted("Kernel kernel;"))
        .brokenBy(
            "dev.gradus.backend.vector",
            "FloatVector",
            gate.formatted("jdk.incubator.vector.FloatVector v;"))
        .keptBy("dev.gradus.backend.vector", gate.formatted("String kernel = \"Kernel\";"));
  }

  private static Law ejmlIsForItsBackend() {
    String body = "class Planted { org.ejml.data.FMatrixRMaj matrix; }";
    return Law.of(
            "EJML is for its backend",
            EVERYTHING.and(resideOutsideOfPackage("dev.gradus.backend.ejml")),
            LEAST_CLASSES,
            Uses.none("EJML", resideInAPackage("org.ejml..")))
        .facing("org.ejml..")
        .brokenBy("dev.gradus.nn.layer", "FMatrixRMaj", body)
        .brokenBy("dev.gradus.mnist", "FMatrixRMaj", body)
        .keptBy("dev.gradus.backend.ejml", body);
  }

  /** Its switch is a mutable static of the whole process; work is split above it instead. */
  private static Law ejmlsThreadsAreForNobody() {
    String here = "dev.gradus.backend.ejml";
    return Law.of(
            "EJML's own threads are for nobody",
            EVERYTHING,
            LEAST_CLASSES,
            Uses.none("EJML's threads", nameMatching("org\\.ejml\\.(concurrency\\..*|.*_MT_.*)")))
        .facing("org.ejml..")
        .brokenBy(here, "_MT_", "class Planted { org.ejml.dense.row.CommonOps_MT_FDRM ops; }")
        .brokenBy(
            here,
            "EjmlConcurrency",
            "class Planted { int p = org.ejml.concurrency.EjmlConcurrency.getMaxThreads(); }");
  }

  private static Law nd4jIsForItsBackend() {
    String body = "class Planted { org.nd4j.linalg.api.ndarray.INDArray array; }";
    return Law.of(
            "ND4J is for its backend",
            EVERYTHING.and(resideOutsideOfPackage("dev.gradus.backend.nd4j")),
            LEAST_CLASSES,
            Uses.none(
                "ND4J", resideInAPackage("org.nd4j..").or(resideInAPackage("org.bytedeco.."))))
        .facing("org.nd4j..")
        .brokenBy("dev.gradus.nn.layer", "INDArray", body)
        .brokenBy("dev.gradus.mnist", "INDArray", body)
        .keptBy("dev.gradus.backend.nd4j", body);
  }

  private static Law nd4jIsForThreeClasses() {
    String each = "class %s { org.nd4j.linalg.api.ndarray.INDArray array; }\n";
    String three = each.formatted("One") + each.formatted("Two") + each.formatted("Planted");
    return Law.of(
            "ND4J is for at most three top-level classes",
            EVERYTHING,
            LEAST_CLASSES,
            new AtMost(3, resideInAPackage("org.nd4j..").as("ND4J")))
        .facing("org.nd4j..")
        .brokenBy("dev.gradus.backend.nd4j", "4 classes know ND4J", three + each.formatted("Four"))
        .keptBy("dev.gradus.backend.nd4j", three);
  }
}
