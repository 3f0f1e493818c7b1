package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.tensor.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The list of rules in {@code docs/conformance.md} is the kit's own. With {@code
 * -Dgradus.write=true} it is written instead of compared.
 */
final class RuleBookTest {
  private static final Path DOCUMENT = Path.of("../docs/conformance.md");
  private static final String BEGIN = "<!-- rules: written by RuleBookTest -->\n";
  private static final String END = "<!-- end of rules -->\n";

  private final List<Rule> rules = new Conformance(Extent.QUICK).rules();

  @Test
  void theDocumentListsEveryRuleWithItsIntentAndWhereToLook() throws IOException {
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf(BEGIN) + BEGIN.length();
    int to = document.indexOf(END);
    assertTrue(BEGIN.length() <= from && from <= to, "the document has no place for the rules");
    if (Boolean.getBoolean("gradus.write")) {
      Files.writeString(DOCUMENT, document.substring(0, from) + book() + document.substring(to));
    } else {
      assertEquals(
          book(),
          document.substring(from, to),
          "mvn test -pl conformance -am -Dtest=RuleBookTest -Dgradus.write=true"
              + " -Dsurefire.failIfNoSpecifiedTests=false writes the rules anew");
    }
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
