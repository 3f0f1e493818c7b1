package dev.gradus.mnist.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Who may know whom. An arrow is a white list: what a module may know is named, and everything else
 * is refused.
 */
final class LayeringRules {
  static final DescribedPredicate<JavaClass> EVERYTHING = resideInAPackage("dev.gradus..");
  static final int LEAST_CLASSES = 100;

  /** Of the API, what backends are written with, and the specification that they are held to. */
  private static final DescribedPredicate<JavaClass> BACKEND_SIDE =
      resideInAnyPackage("dev.gradus.tensor.reference..", "dev.gradus.backend..")
          .or(nameMatching("dev\\.gradus\\.tensor\\.KernelOps.*"))
          .as("the backends' side");

  private LayeringRules() {}

  static Stream<Law> all() {
    return Stream.of(
        everyClassBelongsToAModule(),
        packagesAreFreeOfCycles(),
        apiKnowsJavaAlone(),
        ejmlKnowsApiAndEjml(),
        nd4jKnowsApiAndNd4j(),
        vectorKnowsApiAndTheVectorApi(),
        nnCoreKnowsTensorsAndLogging(),
        nnCoreKnowsNoBackendSide(),
        guiceKnowsApiAndGuice(),
        formatsKnowNnCoreAndTheirLibraries(),
        conformanceKnowsNnCoreAndJUnit(),
        conformanceKnowsNoRealBackend(),
        appKnowsEveryModuleButNotTheirLibraries());
  }

  private static Law everyClassBelongsToAModule() {
    return Law.of(
            "every class belongs to a module of the table",
            EVERYTHING,
            LEAST_CLASSES,
            ArchConditions.be(in(Part.values())))
        .facing(Part.values())
        .brokenBy("dev.gradus.stray", "dev.gradus.stray", "class Planted {}")
        .brokenBy("dev.gradus", "dev.gradus.Planted", "class Planted {}")
        .brokenBy("dev.gradus.backend.stray", "dev.gradus.backend.stray", "class Planted {}");
  }

  private static Law packagesAreFreeOfCycles() {
    SliceAssignment onePerPackage =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass one) {
            return SliceIdentifier.of(one.getPackageName());
          }

          @Override
          public String getDescription() {
            return "packages";
          }
        };
    return Law.of(
            slices()
                .assignedFrom(onePerPackage)
                .should()
                .beFreeOfCycles()
                .as("packages are free of cycles"),
            EVERYTHING,
            LEAST_CLASSES)
        .facing(Part.API, Part.NN_CORE)
        .brokenBy(cycle("dev.gradus.nn.random", "dev.gradus.nn.layer"))
        .brokenBy(cycle("dev.gradus.tensor", "dev.gradus.backend"))
        .brokenBy(cycle("dev.gradus.tensor", "dev.gradus.tensor.reference"));
  }

  private static PlantedClass cycle(String one, String other) {
    return PlantedClass.in(
            one, other + ".Stranger", "public class Planted { %s.Stranger s; }".formatted(other))
        .beside(other, "public class Stranger { %s.Planted p; }".formatted(one));
  }

  private static Law apiKnowsJavaAlone() {
    String here = "dev.gradus.tensor";
    return Law.of("api has no dependency", Part.API, Uses.onlyJavaAnd(in(Part.API)))
        .facing("org.slf4j..", "com.google.inject..", "com.google.gson..")
        .facing(Part.NN_CORE, Part.GUICE, Part.FORMATS, Part.CONFORMANCE, Part.APP)
        .brokenBy(here, "org.slf4j.Logger", "class Planted { org.slf4j.Logger log; }")
        .brokenBy(here, "inject.Injector", "class Planted { com.google.inject.Injector i; }")
        .brokenBy(here, "JsonObject", "class Planted { com.google.gson.JsonObject json; }")
        .brokenByKnowing("dev.gradus.backend", "dev.gradus.nn.layer", "dev.gradus.backend.ejml")
        .brokenByKnowing(here, "dev.gradus.guice", "dev.gradus.formats", "dev.gradus.mnist");
  }

  private static Law ejmlKnowsApiAndEjml() {
    return backend(Part.EJML, "org.ejml..")
        .facing("org.nd4j..", "jdk.incubator.vector..")
        .brokenByKnowing("dev.gradus.backend.ejml", "dev.gradus.backend.vector")
        .brokenBy(
            "dev.gradus.backend.ejml",
            "FloatVector",
            "class Planted { jdk.incubator.vector.FloatVector v; }");
  }

  private static Law nd4jKnowsApiAndNd4j() {
    return backend(Part.ND4J, "org.nd4j..", "org.bytedeco..")
        .facing("org.ejml..", "jdk.incubator.vector..")
        .brokenByKnowing("dev.gradus.backend.nd4j", "dev.gradus.backend.ejml")
        .brokenBy(
            "dev.gradus.backend.nd4j",
            "FMatrixRMaj",
            "class Planted { org.ejml.data.FMatrixRMaj m; }");
  }

  private static Law vectorKnowsApiAndTheVectorApi() {
    return backend(Part.VECTOR, "jdk.incubator.vector..")
        .facing("org.ejml..", "org.nd4j..")
        .brokenByKnowing("dev.gradus.backend.vector", "dev.gradus.backend.nd4j")
        .brokenBy(
            "dev.gradus.backend.vector",
            "INDArray",
            "class Planted { org.nd4j.linalg.api.ndarray.INDArray a; }");
  }

  private static Law backend(Part backend, String... libraries) {
    String here = "dev.gradus.backend." + backend.name().toLowerCase(Locale.ROOT);
    return Law.of(
            here + " knows the api and its own library",
            backend,
            Uses.onlyJavaAnd(in(Part.API, backend).or(resideInAnyPackage(libraries))))
        .facing(Part.NN_CORE, Part.GUICE, Part.FORMATS, Part.CONFORMANCE, Part.APP)
        .brokenByKnowing(here, "dev.gradus.nn.layer", "dev.gradus.guice", "dev.gradus.formats")
        .brokenByKnowing(here, "dev.gradus.conformance", "dev.gradus.mnist")
        .brokenBy(here, "inject.Injector", "class Planted { com.google.inject.Injector i; }")
        .brokenBy(here, "org.slf4j.Logger", "class Planted { org.slf4j.Logger log; }");
  }

  private static Law nnCoreKnowsTensorsAndLogging() {
    String here = "dev.gradus.nn.layer";
    return Law.of(
            "nn-core knows tensors and SLF4J's API",
            Part.NN_CORE,
            Uses.onlyJavaAnd(
                in(Part.NN_CORE).or(resideInAnyPackage("dev.gradus.tensor", "org.slf4j"))))
        .facing("com.google.inject..", "org.ejml..", "org.nd4j..")
        .facing(Part.EJML, Part.ND4J, Part.VECTOR, Part.GUICE)
        .facing(Part.FORMATS, Part.CONFORMANCE, Part.APP)
        .brokenByKnowing(here, "dev.gradus.backend", "dev.gradus.backend.vector")
        .brokenByKnowing(here, "dev.gradus.tensor.reference", "dev.gradus.guice")
        .brokenByKnowing(here, "dev.gradus.formats", "dev.gradus.conformance")
        .brokenByKnowing(here, "dev.gradus.mnist")
        .brokenBy(here, "inject.Injector", "class Planted { com.google.inject.Injector i; }")
        .brokenBy(here, "INDArray", "class Planted { org.nd4j.linalg.api.ndarray.INDArray a; }")
        .keptBy(here, "class Planted { org.slf4j.Logger log; dev.gradus.tensor.TensorOps ops; }");
  }

  private static Law nnCoreKnowsNoBackendSide() {
    return Law.of(
            "nn-core knows TensorOps, not how backends are written",
            Part.NN_CORE,
            Uses.none("the backends' side", BACKEND_SIDE))
        .facing("dev.gradus.tensor.reference", "dev.gradus.backend")
        .brokenBy(
            "dev.gradus.nn.layer",
            "dev.gradus.tensor.KernelOps",
            "class Planted { dev.gradus.tensor.KernelOps<?> ops; }")
        .brokenBy(
            "dev.gradus.nn.optim",
            "ReferenceOps",
            "class Planted { dev.gradus.tensor.reference.ReferenceOps ops; }")
        .brokenBy(
            "dev.gradus.nn.train",
            "dev.gradus.backend.Backends",
            "class Planted { Object o = dev.gradus.backend.Backends.all(); }");
  }

  private static Law guiceKnowsApiAndGuice() {
    String here = "dev.gradus.guice";
    return Law.of(
            "guice knows the api and Guice",
            Part.GUICE,
            Uses.onlyJavaAnd(
                in(Part.API, Part.GUICE)
                    .or(resideInAnyPackage("com.google.inject..", "jakarta.inject.."))))
        .facing(Part.NN_CORE, Part.EJML, Part.ND4J, Part.VECTOR)
        .facing(Part.FORMATS, Part.CONFORMANCE, Part.APP)
        .brokenByKnowing(here, "dev.gradus.nn.layer", "dev.gradus.backend.ejml")
        .brokenByKnowing(here, "dev.gradus.formats", "dev.gradus.conformance", "dev.gradus.mnist");
  }

  private static Law formatsKnowNnCoreAndTheirLibraries() {
    String here = "dev.gradus.formats";
    return Law.of(
            "formats know nn-core, the api, Gson, FastCSV and ImageIO",
            Part.FORMATS,
            Uses.onlyJavaAnd(
                in(Part.API, Part.NN_CORE, Part.FORMATS)
                    .or(
                        resideInAnyPackage(
                            "com.google.gson..", "de.siegmar.fastcsv..", "javax.imageio.."))))
        .facing("com.google.inject..")
        .facing(Part.EJML, Part.ND4J, Part.VECTOR, Part.GUICE, Part.CONFORMANCE, Part.APP)
        .brokenByKnowing(here, "dev.gradus.backend.ejml", "dev.gradus.backend.nd4j")
        .brokenByKnowing(here, "dev.gradus.backend.vector", "dev.gradus.guice")
        .brokenByKnowing(here, "dev.gradus.conformance", "dev.gradus.mnist")
        .brokenBy(here, "inject.Injector", "class Planted { com.google.inject.Injector i; }");
  }

  private static Law conformanceKnowsNnCoreAndJUnit() {
    String here = "dev.gradus.conformance";
    return Law.of(
            "conformance knows nn-core, the api and JUnit",
            Part.CONFORMANCE,
            Uses.onlyJavaAnd(
                in(Part.API, Part.NN_CORE, Part.CONFORMANCE)
                    .or(
                        resideInAnyPackage(
                            "org.junit..", "org.opentest4j..", "org.apiguardian.."))))
        .facing("com.google.inject..")
        .facing(Part.GUICE, Part.FORMATS, Part.APP)
        .brokenByKnowing(here, "dev.gradus.guice", "dev.gradus.formats", "dev.gradus.mnist")
        .brokenBy(here, "inject.Injector", "class Planted { com.google.inject.Injector i; }");
  }

  /** Held by the rule above as well, and said apart because the kit's worth hangs on it. */
  private static Law conformanceKnowsNoRealBackend() {
    String here = "dev.gradus.conformance";
    return Law.of(
            "conformance knows no real backend",
            Part.CONFORMANCE,
            Uses.none("a real backend", in(Part.EJML, Part.ND4J, Part.VECTOR)))
        .facing(Part.EJML, Part.ND4J, Part.VECTOR)
        .brokenByKnowing(here, "dev.gradus.backend.ejml", "dev.gradus.backend.nd4j")
        .brokenByKnowing(here, "dev.gradus.backend.vector");
  }

  private static Law appKnowsEveryModuleButNotTheirLibraries() {
    String here = "dev.gradus.mnist";
    return Law.of(
            "mnist-app knows every module by its public name, and not the library behind it",
            Part.APP,
            Uses.onlyJavaAnd(
                in(Part.values())
                    .or(
                        resideInAnyPackage(
                            "com.google.inject..",
                            "jakarta.inject..",
                            "org.slf4j..",
                            "org.junit..",
                            "picocli..",
                            "me.tongfei.progressbar..",
                            "org.knowm.xchart..",
                            "javax.imageio.."))))
        .facing("org.ejml..", "org.nd4j..", "jdk.incubator.vector..", "com.google.gson..")
        .brokenBy(here, "FMatrixRMaj", "class Planted { org.ejml.data.FMatrixRMaj m; }")
        .brokenBy(here, "INDArray", "class Planted { org.nd4j.linalg.api.ndarray.INDArray a; }")
        .brokenBy(here, "FloatVector", "class Planted { jdk.incubator.vector.FloatVector v; }")
        .brokenBy(here, "JsonObject", "class Planted { com.google.gson.JsonObject json; }");
  }

  private static DescribedPredicate<JavaClass> in(Part... parts) {
    return resideInAnyPackage(Arrays.stream(parts).flatMap(Part::packages).toArray(String[]::new));
  }
}
