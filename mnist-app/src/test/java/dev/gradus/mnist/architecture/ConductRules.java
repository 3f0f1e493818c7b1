package dev.gradus.mnist.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static dev.gradus.mnist.architecture.LayeringRules.EVERYTHING;
import static dev.gradus.mnist.architecture.LayeringRules.LEAST_CLASSES;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.gradus.tensor.TensorOps;
import java.util.Set;
import java.util.stream.Stream;

/** What code must not do. */
final class ConductRules {
  /** The host boundary: bringing values in and out, and asking what runs. No arithmetic. */
  private static final Set<String> BOUNDARY =
      Set.of(
          "backend",
          "precision",
          "threads",
          "tensor",
          "full",
          "floats",
          "doubles",
          "reshape",
          "rowArgMax",
          "scope",
          "close",
          "<init>",
          "toString",
          "hashCode",
          "equals",
          "getClass");

  /** Measures GFLOP/s, and so is the one class of the app that multiplies matrices. */
  private static final DescribedPredicate<JavaClass> BENCH =
      nameMatching("dev\\.gradus\\.mnist\\.ProductBench(\\$.*)?").<JavaClass>forSubtype();

  /** Start and are fresh JVMs, which hand over what they find as lines on standard output. */
  private static final DescribedPredicate<JavaClass> PROCESSES =
      nameMatching("dev\\.gradus\\.conformance\\.(Fresh|Soak)Process(\\$.*)?")
          .<JavaClass>forSubtype();

  private static final DescribedPredicate<JavaClass> BELOW_NN_CORE =
      resideInAPackage("dev.gradus.tensor..").or(resideInAPackage("dev.gradus.backend.."));

  private ConductRules() {}

  static Stream<Law> all() {
    return Stream.of(
        apiLogsNothing(),
        filesAreForFormatsAndTheApp(),
        nnCoreOpensNoStream(),
        nnCoreReadsNoWallClock(),
        nothingBelowNnCoreDrawsRandomNumbers(),
        nnCoreDrawsFromItsOwnSource(),
        onlyTheAppPrints(),
        appComputesNoTensors(),
        staticsDoNotChange(),
        publicClassesAreClosedOrAbstract(),
        nobodySerialisesObjects());
  }

  private static Law apiLogsNothing() {
    return Law.of(
            "api logs nothing",
            Part.API,
            Uses.none("logging", nameMatching("java\\.(util\\.logging\\..*|lang\\.System\\$Log.*)"))
                .and(Uses.noMember("logging", to -> to.getName().equals("getLogger"))))
        .brokenBy(
            "dev.gradus.tensor",
            "java.util.logging.Logger",
            "class Planted { java.util.logging.Logger log; }")
        .brokenBy(
            "dev.gradus.backend",
            "getLogger",
            "class Planted { Object log = System.getLogger(\"planted\"); }");
  }

  private static Law filesAreForFormatsAndTheApp() {
    String here = "dev.gradus.nn.data";
    return Law.of(
            "files are for formats, the app, and processes of the kit",
            EVERYTHING.and(not(Part.FORMATS.classes().or(Part.APP.classes()).or(PROCESSES))),
            LEAST_CLASSES,
            Uses.noFiles())
        .facing("java.nio.file..")
        .brokenBy(here, "java.nio.file.Path", "class Planted { java.nio.file.Path path; }")
        .brokenBy("dev.gradus.tensor", "java.io.File", "class Planted { java.io.File file; }")
        .brokenBy(
            "dev.gradus.backend",
            "java.io.FileInputStream",
            "class Planted { Object o() throws Exception { return new"
                + " java.io.FileInputStream(\"\"); } }")
        .brokenBy(
            "dev.gradus.backend.ejml",
            "java.nio.channels.FileChannel",
            "class Planted { java.nio.channels.FileChannel channel; }")
        .brokenBy(
            "dev.gradus.guice",
            "RandomAccessFile",
            "class Planted { java.io.RandomAccessFile file; }")
        .brokenBy(
            "dev.gradus.conformance",
            "java.nio.file.Path",
            "class Planted { java.nio.file.Path path; }")
        .keptBy("dev.gradus.conformance", "class FreshProcess { java.nio.file.Path output; }")
        .keptBy(
            "dev.gradus.backend", // gradus.properties is found on the class path
            "class Planted { Object o(java.net.URL u) throws Exception { return u.openStream(); } }");
  }

  private static Law nnCoreOpensNoStream() {
    return Law.of("nn-core opens no stream", Part.NN_CORE, Uses.noStreams())
        .facing("java.io..")
        .brokenBy(
            "dev.gradus.nn.data",
            "java.io.InputStream",
            "class Planted { java.io.InputStream in; }")
        .brokenBy("dev.gradus.nn.data", "java.net.URL", "class Planted { java.net.URL url; }");
  }

  private static Law nnCoreReadsNoWallClock() {
    String here = "dev.gradus.nn.train";
    return Law.of("nn-core reads no wall clock", Part.NN_CORE, Uses.noWallClock())
        .brokenBy(here, "nanoTime", "class Planted { long t = System.nanoTime(); }")
        .brokenBy(
            here, "currentTimeMillis", "class Planted { long t = System.currentTimeMillis(); }")
        .brokenBy(
            here,
            "nanoTime",
            "class Planted { java.util.function.LongSupplier t = System::nanoTime; }")
        .brokenBy(here, "systemUTC", "class Planted { Object t = java.time.Clock.systemUTC(); }")
        .brokenBy(here, "Instant.now", "class Planted { Object t = java.time.Instant.now(); }")
        .brokenBy(here, "LocalDate.now", "class Planted { Object t = java.time.LocalDate.now(); }")
        .brokenBy(here, "java.util.Date", "class Planted { Object t = new java.util.Date(); }")
        .keptBy(
            here,
            "class Planted { Object t(java.time.Clock c) { c.millis(); return"
                + " java.time.Instant.now(c); } }");
  }

  private static Law nothingBelowNnCoreDrawsRandomNumbers() {
    return Law.of(
            "no operation below nn-core draws random numbers",
            BELOW_NN_CORE,
            40,
            Uses.noRandomNumbers())
        .brokenBy(
            "dev.gradus.tensor", "java.util.Random", "class Planted { java.util.Random random; }")
        .brokenBy(
            "dev.gradus.backend",
            "SplittableRandom",
            "class Planted { Object r = new java.util.SplittableRandom(1); }")
        .brokenBy(
            "dev.gradus.tensor.reference",
            "Math.random",
            "class Planted { java.util.function.DoubleSupplier r = Math::random; }")
        .brokenBy(
            "dev.gradus.backend.vector",
            "ThreadLocalRandom",
            "class Planted { int r = java.util.concurrent.ThreadLocalRandom.current().nextInt(); }")
        .brokenBy(
            "dev.gradus.backend.vector",
            "SecureRandom",
            "class Planted { java.security.SecureRandom random; }")
        .brokenBy(
            "dev.gradus.backend.ejml",
            "RandomMatrices",
            "class Planted { org.ejml.dense.row.RandomMatrices_FDRM random; }")
        .brokenBy(
            "dev.gradus.backend.nd4j",
            "Nd4j.rand",
            "class Planted { Object r = org.nd4j.linalg.factory.Nd4j.rand(2, 2); }");
  }

  private static Law nnCoreDrawsFromItsOwnSource() {
    String here = "dev.gradus.nn.data";
    return Law.of(
            "nn-core draws from dev.gradus.nn.random alone", Part.NN_CORE, Uses.noRandomNumbers())
        .facing("dev.gradus.nn.random")
        .brokenBy(here, "java.util.Random", "class Planted { Object r = new java.util.Random(1); }")
        .brokenBy(here, "Math.random", "class Planted { double r = Math.random(); }")
        .brokenBy(
            here,
            "RandomGenerator",
            "class Planted { java.util.random.RandomGenerator generator; }")
        .brokenBy(
            here,
            "Collections.shuffle",
            "class Planted { void p(java.util.List<?> l) { java.util.Collections.shuffle(l); } }")
        .keptBy(here, "class Planted { dev.gradus.nn.random.RandomSource source; }");
  }

  private static Law onlyTheAppPrints() {
    return Law.of(
            "only the app prints, and processes of the kit",
            EVERYTHING.and(not(Part.APP.classes().or(PROCESSES))),
            LEAST_CLASSES,
            Uses.noStandardOutput())
        .facing(Part.APP)
        .brokenBy("dev.gradus.nn.train", "System.out", "class Planted { Object o = System.out; }")
        .brokenBy("dev.gradus.formats", "System.err", "class Planted { Object o = System.err; }")
        .brokenBy(
            "dev.gradus.backend",
            "printStackTrace",
            "class Planted { void p(Exception e) { e.printStackTrace(); } }")
        .brokenBy(
            "dev.gradus.conformance", "System.out", "class Planted { Object o = System.out; }")
        .keptBy("dev.gradus.conformance", "class SoakProcess { Object o = System.out; }")
        .keptBy("dev.gradus.mnist", "class Planted { Object o = System.out; }");
  }

  private static Law appComputesNoTensors() {
    String body =
        "class %s { Object p(dev.gradus.tensor.TensorOps ops, dev.gradus.tensor.Tensor a)"
            + " { return %s; } }";
    return Law.of(
            "mnist-app computes no tensors, except in its bench",
            Part.APP.classes().and(not(BENCH)),
            Part.APP.leastClasses,
            Uses.noMember("tensor arithmetic", ConductRules::isArithmetic))
        .facing("dev.gradus.tensor")
        .brokenBy(
            "dev.gradus.mnist", "TensorOps.matmul", body.formatted("Planted", "ops.matmul(a, a)"))
        .brokenBy("dev.gradus.mnist", "TensorOps.relu", body.formatted("Planted", "ops.relu(a)"))
        .brokenBy(
            "dev.gradus.mnist",
            "TensorOps.exp",
            body.formatted(
                "Planted", "(java.util.function.UnaryOperator<dev.gradus.tensor.Tensor>) ops::exp"))
        .brokenBy(
            "dev.gradus.mnist",
            "ReferenceOps.add",
            "class Planted { Object p(dev.gradus.tensor.reference.ReferenceOps ops,"
                + " dev.gradus.tensor.Tensor a) { return ops.add(a, a); } }")
        .keptBy("dev.gradus.mnist", body.formatted("Planted", "ops.rowArgMax(a)"))
        .keptBy("dev.gradus.mnist", body.formatted("Planted", "ops.floats(a)"))
        .keptBy("dev.gradus.mnist", body.formatted("ProductBench", "ops.matmul(a, a)"));
  }

  private static boolean isArithmetic(AccessTarget target) {
    return target.getOwner().isAssignableTo(TensorOps.class)
        && !BOUNDARY.contains(target.getName());
  }

  private static Law staticsDoNotChange() {
    String here = "dev.gradus.nn.layer";
    return Law.of("static fields do not change", EVERYTHING, LEAST_CLASSES, new UnchangingStatics())
        .brokenBy(here, "Planted.count", "class Planted { static int count; }")
        .brokenBy(
            here,
            "Planted.COUNT",
            "class Planted { static final java.util.concurrent.atomic.AtomicInteger COUNT = null; }")
        .brokenBy(
            here,
            "Planted.CACHE",
            "class Planted { static final java.util.HashMap<?, ?> CACHE = null; }")
        .brokenBy(here, "Planted.TABLE", "class Planted { public static final int[] TABLE = {1}; }")
        .brokenBy("dev.gradus.backend.nd4j", "settled", "class Planted { static int settled; }")
        .keptBy(here, "class Planted { private static final int[] TABLE = {1}; int count; }");
  }

  private static Law publicClassesAreClosedOrAbstract() {
    DescribedPredicate<JavaClass> closed =
        describe(
            "final, abstract, sealed, an interface, a record or an enum",
            one ->
                one.getModifiers().contains(JavaModifier.FINAL)
                    || one.getModifiers().contains(JavaModifier.ABSTRACT)
                    || one.isSealed()
                    || one.isInterface()
                    || one.isRecord()
                    || one.isEnum());
    DescribedPredicate<JavaClass> isPublic =
        describe("public", one -> one.getModifiers().contains(JavaModifier.PUBLIC));
    return Law.of(
            "public classes are final, abstract or sealed",
            EVERYTHING.and(isPublic),
            50,
            be(closed))
        .brokenBy("dev.gradus.nn.layer", "final", "public class Planted {}")
        .brokenBy(
            PlantedClass.in(
                "dev.gradus.tensor",
                "Planted$Inner",
                "class Planted {" + " public static class Inner {} }"))
        .keptBy("dev.gradus.nn.layer", "public abstract class Planted {}")
        .keptBy(
            "dev.gradus.nn.layer",
            "public sealed class Planted permits Known {} final class Known extends Planted {}")
        .keptBy("dev.gradus.nn.layer", "public enum Planted { ONE { } }")
        .keptBy("dev.gradus.nn.layer", "public record Planted(int one) {}");
  }

  private static Law nobodySerialisesObjects() {
    return Law.of(
            "nobody serialises objects",
            EVERYTHING,
            LEAST_CLASSES,
            Uses.none(
                "Java serialisation",
                nameMatching("java\\.io\\.(Object(In|Out)put.*|Externalizable)")))
        .brokenBy(
            "dev.gradus.formats",
            "ObjectInputStream",
            "class Planted { Object p(java.io.ObjectInputStream in) throws Exception { return"
                + " in.readObject(); } }")
        .brokenBy(
            "dev.gradus.mnist",
            "ObjectOutputStream",
            "class Planted { java.io.ObjectOutputStream out; }");
  }
}
