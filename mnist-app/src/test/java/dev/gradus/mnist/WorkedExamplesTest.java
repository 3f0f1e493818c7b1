package dev.gradus.mnist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/worked-examples.md} names exists, and every rule of the family. */
class WorkedExamplesTest {
  private static final Path ROOT = App.launcher().getParent();

  private static String table() throws IOException {
    return Files.readString(ROOT.resolve("docs/worked-examples.md"), UTF_8);
  }

  @Test
  void everyExampleNamesATest() throws IOException {
    for (String line : table().lines().filter(l -> l.startsWith("| ")).skip(2).toList()) {
      assertTrue(line.startsWith("| **") || line.matches("\\|.+\\|.*`\\w+(\\.\\w+)?`.*\\|"), line);
    }
  }

  @Test
  void theTestsAreThere() throws IOException {
    Matcher named = Pattern.compile("`(\\w+)\\.(\\w+)`").matcher(table());
    int found = 0;
    for (; named.find(); found++) {
      assertTrue(source(named.group(1)).contains("void " + named.group(2) + "("), named.group());
    }
    assertTrue(found >= 30, "tests found: " + found);
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module :
          modules.map(m -> m.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(module)) {
          Path file = files.filter(f -> f.endsWith(test + ".java")).findFirst().orElse(null);
          if (file != null) {
            return Files.readString(file, UTF_8);
          }
        }
      }
    }
    return "";
  }

  @Test
  void theRulesAreTheKitsOwn() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher rules = Pattern.compile("`(book_\\w+)`").matcher(table());
    while (rules.find()) {
      named.add(rules.group(1));
    }
    Set<String> kit =
        new Conformance(Extent.QUICK)
            .rules().stream()
                .filter(rule -> rule.family() == Family.BOOK)
                .map(rule -> rule.id())
                .collect(toSet());
    assertEquals(new TreeSet<>(kit), named);
  }
}
