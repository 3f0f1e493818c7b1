package dev.gradus.mnist.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.stream.Stream;

/** A module of Gradus: the packages that it owns, and fewer classes than it is sure to have. */
enum Part {
  API(20, "dev.gradus.tensor.. dev.gradus.backend"),
  EJML(5, "dev.gradus.backend.ejml.."),
  ND4J(3, "dev.gradus.backend.nd4j.."),
  VECTOR(10, "dev.gradus.backend.vector.."),
  GUICE(1, "dev.gradus.guice.."),
  NN_CORE(50, "dev.gradus.nn.."),
  FORMATS(5, "dev.gradus.formats.."),
  CONFORMANCE(3, "dev.gradus.conformance.."),
  APP(5, "dev.gradus.mnist..");

  final int leastClasses;
  private final String packages;

  Part(int leastClasses, String packages) {
    this.leastClasses = leastClasses;
    this.packages = packages;
  }

  /** As ArchUnit writes them: {@code ..} at the end stands for everything below. */
  Stream<String> packages() {
    return Arrays.stream(packages.split(" "));
  }

  DescribedPredicate<JavaClass> classes() {
    return resideInAnyPackage(packages().toArray(String[]::new));
  }
}
