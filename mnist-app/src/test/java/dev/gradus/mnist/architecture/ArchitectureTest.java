package dev.gradus.mnist.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds, sees both of its sides, and fails on classes planted to break it. */
class ArchitectureTest {
  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.gradus");

  /** All that production code reaches in one step, libraries included. */
  private static final Set<JavaClass> REACHED =
      PRODUCTION.stream()
          .flatMap(
              one ->
                  Stream.concat(
                      Stream.of(one),
                      one.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass)))
          .collect(Collectors.toSet());

  private static PlantedClassCompiler compiler;

  @BeforeAll
  static void startCompiler() {
    compiler = new PlantedClassCompiler();
  }

  @AfterAll
  static void stopCompiler() throws IOException {
    compiler.close();
  }

  static Stream<Law> laws() {
    return Stream.of(LayeringRules.all(), ConductRules.all(), LibraryRules.all())
        .flatMap(Function.identity());
  }

  static Stream<Arguments> broken() {
    return laws().flatMap(law -> law.broken().stream().map(planted -> arguments(law, planted)));
  }

  static Stream<Arguments> kept() {
    return laws().flatMap(law -> law.kept().stream().map(planted -> arguments(law, planted)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laws")
  void everyRuleHolds(Law law) {
    law.rule().check(PRODUCTION);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laws")
  void everyRuleSeesBothItsSides(Law law) {
    long governed = PRODUCTION.stream().filter(law.governed()).count();
    assertTrue(
        governed >= law.leastGoverned(),
        () ->
            "%s: sees %d classes, expected at least %d"
                .formatted(law, governed, law.leastGoverned()));
    for (String facing : law.facing()) {
      assertTrue(
          REACHED.stream().anyMatch(resideInAPackage(facing)),
          () -> "%s: production code reaches nothing in %s".formatted(law, facing));
    }
    // Where the other side is a member or a modifier, the planted classes stand for it.
    assertFalse(law.broken().isEmpty(), () -> law + ": no planted class shows that it can fail");
  }

  @ParameterizedTest(name = "{0} | {1}")
  @MethodSource("broken")
  void everyRuleFailsOnWhatBreaksIt(Law law, PlantedClass planted, @TempDir Path folder)
      throws IOException {
    EvaluationResult result = law.rule().evaluate(compiler.compile(planted, folder));
    assertTrue(result.hasViolation(), () -> "%s: passes on %s".formatted(law, planted));
    String report = result.getFailureReport().toString();
    assertTrue(report.contains(planted.name()), report);
    assertTrue(report.contains(planted.blamed()), report);
  }

  @ParameterizedTest(name = "{0} | {1}")
  @MethodSource("kept")
  void noRuleFailsOnWhatItPermits(Law law, PlantedClass planted, @TempDir Path folder)
      throws IOException {
    EvaluationResult result = law.rule().evaluate(compiler.compile(planted, folder));
    assertFalse(result.hasViolation(), () -> result.getFailureReport().toString());
  }
}
