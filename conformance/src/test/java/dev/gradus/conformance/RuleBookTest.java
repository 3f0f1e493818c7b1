package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.tensor.Precision;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of rules in {@code docs/conformance.md} is the kit's own. */
final class RuleBookTest {
  private final List<Rule> rules = new Conformance(Extent.QUICK).rules();

  @Test
  void theDocumentListsEveryRuleWithItsIntentAndWhereToLook() throws IOException {
    new DocumentSection("rules", RuleBookTest.class).mustBe(book());
  }

  @Test
  void everyRuleSaysWhatItProvesAndWhereToLook() {
    for (Rule rule : rules) {
      assertFalse(rule.intent().isBlank(), rule::toString);
      assertFalse(rule.hint().isBlank(), rule::toString);
      assertFalse(rule.tolerance().isBlank(), rule::toString);
    }
  }

  private String book() {
    Map<Family, Map<String, List<Rule>>> families =
        rules.stream()
            .collect(
                Collectors.groupingBy(
                    Rule::family,
                    LinkedHashMap::new,
                    Collectors.groupingBy(
                        Rule::toString, LinkedHashMap::new, Collectors.toList())));
    StringBuilder text = new StringBuilder();
    families.forEach(
        (family, byName) -> {
          text.append("\n### ").append(family.prefix()).append("\n\n");
          text.append("| rule | proves that | when it fails, look at |\n| --- | --- | --- |\n");
          byName.values().forEach(both -> text.append(row(both)));
        });
    return text.append('\n').toString();
  }

  private static String row(List<Rule> both) {
    Rule rule = both.get(0);
    String only = both.size() == Precision.values().length ? "" : " (" + rule.precision() + ")";
    return "| `%s`<br>%s%s | %s | %s |\n"
        .formatted(rule.id(), rule.name(), only, cell(rule.intent()), cell(rule.hint()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
