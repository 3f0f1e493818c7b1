package dev.gradus.mnist.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import java.time.Clock;
import java.util.Set;
import java.util.function.Predicate;

/** What a class must not use, as conditions of ArchUnit. Method references count like calls. */
final class Uses {
  private Uses() {}

  /** Knows the Java platform's base, and these packages, alone. */
  static ArchCondition<JavaClass> onlyJavaAnd(DescribedPredicate<? super JavaClass> others) {
    return onlyDependOnClassesThat(resideInAnyPackage("java..").or(others));
  }

  static ArchCondition<JavaClass> none(String what, DescribedPredicate<? super JavaClass> types) {
    return never(dependOnClassesThat(types.as(what)));
  }

  static ArchCondition<JavaClass> noMember(String what, Predicate<AccessTarget> members) {
    return never(
        accessTargetWhere(
            describe(what, (JavaAccess<?> access) -> members.test(access.getTarget()))));
  }

  static ArchCondition<JavaClass> noFiles() {
    return none(
        "files",
        nameMatching("java\\.io\\.(File.*|RandomAccessFile)")
            .or(nameMatching("java\\.nio\\.(file|channels)\\..*")));
  }

  static ArchCondition<JavaClass> noStreams() {
    return none("streams and the network", nameMatching("java\\.(io\\..*Stream|net\\..*)"));
  }

  static ArchCondition<JavaClass> noStandardOutput() {
    return noMember("standard output", target -> isStandardStream(target) || printsTrace(target));
  }

  private static boolean isStandardStream(AccessTarget target) {
    return isOwnedBy(target, "java.lang.System") && Set.of("out", "err").contains(target.getName());
  }

  private static boolean printsTrace(AccessTarget target) {
    return target.getName().equals("printStackTrace")
        && target.getOwner().isAssignableTo(Throwable.class)
        && parameters(target).isEmpty();
  }

  static ArchCondition<JavaClass> noWallClock() {
    return noMember("the wall clock", Uses::readsTheClock);
  }

  private static boolean readsTheClock(AccessTarget target) {
    String name = target.getName();
    return switch (target.getOwner().getName()) {
      case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.util.Date" -> name.equals("<init>") && parameters(target).isEmpty();
      case "java.util.Calendar" -> name.equals("getInstance");
      default ->
          target.getOwner().getPackageName().startsWith("java.time")
              && name.equals("now")
              && !parameters(target).contains(Clock.class.getName());
    };
  }

  /** Hidden generators count too: a shuffle without a seed, a backend's own random tensors. */
  static ArchCondition<JavaClass> noRandomNumbers() {
    return none(
            "random generators",
            nameMatching("java\\.util\\.(Random|SplittableRandom|random\\..*)")
                .or(nameMatching("java\\.util\\.concurrent\\.ThreadLocalRandom"))
                .or(nameMatching("java\\.security\\.SecureRandom"))
                .or(nameMatching("org\\.ejml\\..*RandomMatrices.*"))
                .or(nameMatching("org\\.nd4j\\..*\\.(rng|random)\\..*")))
        .and(noMember("random numbers", Uses::drawsNumbers));
  }

  private static boolean drawsNumbers(AccessTarget target) {
    String name = target.getName();
    return switch (target.getOwner().getName()) {
      case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
      case "java.util.Collections" -> name.equals("shuffle");
      case "java.util.UUID" -> name.equals("randomUUID");
      case "org.nd4j.linalg.factory.Nd4j" ->
          name.startsWith("rand") || name.equals("shuffle") || name.equals("getRandom");
      default -> false;
    };
  }

  private static boolean isOwnedBy(AccessTarget target, String owner) {
    return target.getOwner().getName().equals(owner);
  }

  private static Set<String> parameters(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget called
        ? Set.copyOf(called.getRawParameterTypes().stream().map(JavaClass::getName).toList())
        : Set.of();
  }
}
