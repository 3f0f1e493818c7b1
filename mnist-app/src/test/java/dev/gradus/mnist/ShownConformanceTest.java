package dev.gradus.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Family;
import dev.gradus.conformance.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The committed tables have a row for all that the kit proves. Where this fails, make them anew:
 * {@code ./mnist conformance --all --report DIR}, copy {@code DIR/conformance.md} to {@code
 * docs/conformance-table.md}, and its section {@code op} into the README.
 */
class ShownConformanceTest {
  private static final Path ROOT =
      Path.of(System.getProperty("gradus.app.dir", "")).toAbsolutePath().getParent();
  private static final Pattern ROW = Pattern.compile("^\\| `(.+)` \\| (f32|f64) \\| .*$");

  @Test
  void theReadmeHasARowForEveryOperation() throws IOException {
    Set<String> operations = proven(rule -> rule.family() == Family.VALUES);
    assertTrue(operations.size() >= 100, operations::toString);
    assertEquals(operations, rows(read("README.md")));
  }

  @Test
  void theReadmesTableIsTheOneInTheDocuments() throws IOException {
    String shown = rowsAlone(read("README.md"));
    assertTrue(rowsAlone(read("docs/conformance-table.md")).startsWith(shown), shown);
  }

  @Test
  void theDocumentHasARowForAllThatIsProven() throws IOException {
    assertEquals(proven(rule -> true), rows(read("docs/conformance-table.md")));
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file), UTF_8);
  }

  private static Set<String> proven(Predicate<Rule> wanted) {
    Set<String> proven = new TreeSet<>();
    new Conformance(Extent.QUICK)
        .rules().stream()
            .filter(wanted)
            .forEach(rule -> proven.add(rule.subject() + " " + rule.precision()));
    return proven;
  }

  private static Set<String> rows(String markdown) {
    Set<String> rows = new TreeSet<>();
    rowsAlone(markdown)
        .lines()
        .forEach(
            line -> {
              Matcher row = ROW.matcher(line);
              assertTrue(row.matches(), line);
              rows.add(row.group(1) + " " + row.group(2));
            });
    return rows;
  }

  private static String rowsAlone(String markdown) {
    StringBuilder rows = new StringBuilder();
    markdown
        .lines()
        .filter(line -> ROW.matcher(line).matches())
        .forEach(line -> rows.append(line).append('\n'));
    return rows.toString();
  }
}
