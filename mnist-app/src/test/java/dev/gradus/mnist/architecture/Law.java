package dev.gradus.mnist.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule, and what shows that it is not empty.
 *
 * @param rule the rule
 * @param governed the classes that it speaks of
 * @param leastGoverned fewer of them mean that something was not seen
 * @param facing packages that it keeps them from: production code must reach them somewhere
 * @param broken classes that break it
 * @param kept classes that look as if, and do not
 */
record Law(
    ArchRule rule,
    DescribedPredicate<JavaClass> governed,
    int leastGoverned,
    List<String> facing,
    List<PlantedClass> broken,
    List<PlantedClass> kept) {

  static Law of(
      String name,
      DescribedPredicate<JavaClass> governed,
      int leastGoverned,
      ArchCondition<JavaClass> condition) {
    return of(classes().that(governed).should(condition).as(name), governed, leastGoverned);
  }

  static Law of(String name, Part part, ArchCondition<JavaClass> condition) {
    return of(name, part.classes(), part.leastClasses, condition);
  }

  static Law of(ArchRule rule, DescribedPredicate<JavaClass> governed, int leastGoverned) {
    // leastGoverned says more than ArchUnit's own check, which a kept class may rightly fail
    ArchRule counted = rule.allowEmptyShould(true);
    return new Law(counted, governed, leastGoverned, List.of(), List.of(), List.of());
  }

  Law facing(String... packages) {
    return new Law(rule, governed, leastGoverned, List.of(packages), broken, kept);
  }

  Law facing(Part... parts) {
    List<String> packages = new ArrayList<>(facing);
    for (Part part : parts) {
      part.packages().forEach(packages::add);
    }
    return new Law(rule, governed, leastGoverned, List.copyOf(packages), broken, kept);
  }

  /** Shown to fail on a class {@code Planted} in this package, by naming it and the blamed. */
  Law brokenBy(String inPackage, String blamed, String body) {
    return brokenBy(PlantedClass.in(inPackage, blamed, body));
  }

  /** Shown to fail on a class in this package that knows a class in each of the others. */
  Law brokenByKnowing(String inPackage, String... strangers) {
    Law law = this;
    for (String stranger : strangers) {
      law = law.brokenBy(PlantedClass.knowing(inPackage, stranger));
    }
    return law;
  }

  Law brokenBy(PlantedClass planted) {
    return new Law(rule, governed, leastGoverned, facing, plus(broken, planted), kept);
  }

  /** Shown to let this class pass. */
  Law keptBy(String inPackage, String body) {
    PlantedClass planted = PlantedClass.in(inPackage, "", body);
    return new Law(rule, governed, leastGoverned, facing, broken, plus(kept, planted));
  }

  private static List<PlantedClass> plus(List<PlantedClass> some, PlantedClass one) {
    List<PlantedClass> more = new ArrayList<>(some);
    more.add(one);
    return List.copyOf(more);
  }

  @Override
  public String toString() {
    return rule.getDescription();
  }
}
