package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Backends with one mistake each, and the rule that catches it; without the mistake it passes. */
final class BrokenBackendsTest {
  /** The first of each id: that of f32, unless the rule is for f64 alone. */
  private final Map<String, Rule> rules =
      new Conformance(Extent.QUICK)
          .rules().stream()
              .collect(Collectors.toMap(Rule::id, Function.identity(), (first, second) -> first));

  @TestFactory
  Stream<DynamicTest> eachMistakeIsCaughtByItsRule() {
    return Mistakes.all().stream()
        .map(
            mistake ->
                DynamicTest.dynamicTest(
                    "%s is caught by %s".formatted(mistake.name(), rule(mistake)),
                    () -> isCaught(mistake)));
  }

  private Rule rule(Mistake mistake) {
    return rules.computeIfAbsent(
        mistake.rule(),
        id -> {
          throw new AssertionError("there is no rule " + id);
        });
  }

  private void isCaught(Mistake mistake) {
    Rule rule = rule(mistake);
    String test = "%s (%s)".formatted(rule, rule.precision());
    JUnitRun sound = BrokenConformance.without(mistake);
    assertEquals(Map.of(), sound.failed(), "without the mistake");
    assertTrue(sound.succeeded().containsKey(test), () -> "not run: " + sound);
    Map<String, String> failed = BrokenConformance.with(mistake).failed();
    assertTrue(failed.containsKey(test), "the mistake went through");
    String message = failed.get(test);
    for (String part : List.of(test, mistake.tells(), "Look at: " + rule.hint())) {
      assertTrue(message.contains(part), () -> "no '%s' in: %s".formatted(part, message));
    }
  }

  @Test
  void everyFamilyHasAMistakeThatItCatches() {
    Set<Family> caught =
        Mistakes.all().stream()
            .map(mistake -> rule(mistake).family())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Family.class)));
    assertEquals(EnumSet.allOf(Family.class), caught);
  }

  @Test
  void everyMistakeHasANameOfItsOwn() {
    List<String> names = Mistakes.all().stream().map(Mistake::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }

  @Test
  void theDocumentListsEachMistakeWithItsRule() throws IOException {
    StringBuilder table = new StringBuilder("\n| mistake | caught by |\n| --- | --- |\n");
    for (Mistake mistake : Mistakes.all()) {
      table.append("| %s | `%s` |\n".formatted(mistake.name(), rule(mistake)));
    }
    new DocumentSection("mistakes", BrokenBackendsTest.class).mustBe(table.append('\n').toString());
  }
}
