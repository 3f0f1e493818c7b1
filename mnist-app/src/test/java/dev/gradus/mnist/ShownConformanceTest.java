package dev.gradus.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The committed tables have a row for all that the kit proves; CONTRIBUTING.md renews them. */
class ShownConformanceTest {
  private static final Path ROOT =
      Path.of(System.getProperty("gradus.app.dir", "")).toAbsolutePath().getParent();
  private static final Pattern ROW = Pattern.compile("^\\| `(.+)` \\| (f32|f64) \\| .*$");
  private static final String HEADING = "## ";

  @Test
  void theDocumentHasARowForAllThatIsProvenAndNoOther() throws IOException {
    Set<String> proven = new LinkedHashSet<>();
    new Conformance(Extent.QUICK)
        .rules()
        .forEach(r -> proven.add(r.family().prefix() + " " + r.subject() + " " + r.precision()));
    Set<String> shown = new LinkedHashSet<>();
    String family = "";
    for (String line : lines("docs/conformance-table.md")) {
      Matcher row = ROW.matcher(line);
      if (line.startsWith(HEADING)) {
        family = line.substring(HEADING.length());
      } else if (row.matches()) {
        shown.add(family + " " + row.group(1) + " " + row.group(2));
      }
    }
    assertTrue(proven.size() > 200, "proven: " + proven.size());
    assertEquals(Set.of(), without(proven, shown), "not in docs/conformance-table.md");
    assertEquals(Set.of(), without(shown, proven), "in docs/conformance-table.md alone");
  }

  /** With the test above: the README has a row for every operation. */
  @Test
  void theReadmeShowsTheOperationsOfTheDocument() throws IOException {
    List<String> document = lines("docs/conformance-table.md");
    int from = document.indexOf("## op");
    int to = document.indexOf("## error");
    List<String> operations = rows(document.subList(from, to));
    assertTrue(operations.size() >= 100, "rows: " + operations.size());
    assertEquals(operations, rows(lines("README.md")), "the table op in the README");
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(ROOT.resolve(file), UTF_8);
  }

  private static List<String> rows(List<String> lines) {
    List<String> rows = new ArrayList<>(lines);
    rows.removeIf(line -> !ROW.matcher(line).matches());
    return rows;
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
