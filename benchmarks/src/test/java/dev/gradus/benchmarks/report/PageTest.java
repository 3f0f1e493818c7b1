package dev.gradus.benchmarks.report;

import static dev.gradus.benchmarks.report.Figures.figure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final Path ROOT = Path.of("..");
  private static final String TWO_TABLES =
      """
      Before.

      <!-- table one -->
      old
      <!-- end of table -->

      Between, $1 \\ stays.
      <!-- table two -->
      <!-- end of table -->
      After.
      """;

  @Test
  void tablesAreReplacedAndProseIsKept() {
    String page = Page.rendered(TWO_TABLES, Map.of("one", "| $2 \\ |", "two", "new"));
    assertEquals(
        """
        Before.

        <!-- table one -->
        | $2 \\ |
        <!-- end of table -->

        Between, $1 \\ stays.
        <!-- table two -->
        new
        <!-- end of table -->
        After.
        """,
        page);
    assertEquals(page, Page.rendered(page, Map.of("one", "| $2 \\ |", "two", "new")));
  }

  @Test
  void aMarkOfNoTableIsAnError() {
    assertTrue(
        assertThrows(
                IllegalStateException.class, () -> Page.rendered(TWO_TABLES, Map.of("one", "")))
            .getMessage()
            .startsWith("page: there is no table 'two'"));
  }

  @Test
  void thePagesOfTheProjectShowEveryTableAndThePictures(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("docs/images"));
    for (String page : new String[] {"docs/performance.md", "README.md"}) {
      Files.copy(ROOT.resolve(page), folder.resolve(page));
    }
    Results results =
        Figures.results(
            "growth",
            figure("step", "backend=vector recipe=784-512-10/128/sgd", 1e6),
            figure("step", "backend=vector recipe=784-512-512-10/128/sgd", 3e6));
    Page page = new Page(folder);
    page.render(results);
    String text =
        Files.readString(folder.resolve("docs/performance.md"))
            + Files.readString(folder.resolve("README.md"));
    page.tables(results)
        .forEach(
            (name, table) ->
                assertTrue(text.contains("<!-- table " + name + " -->\n" + table), name));
    assertTrue(text.contains("| hidden layers of 512 | 1, 2 | 1,000, 3,000 | 1.58 |"), text);
    assertTrue(Files.size(folder.resolve("docs/images/growth-depth.png")) > 0);
  }

  @Test
  void everyTableSaysThatNothingWasMeasured() {
    new Page(ROOT)
        .tables(Figures.results("nothing"))
        .forEach(
            (name, table) ->
                assertTrue(
                    table.contains("ot measured") || name.equals("machine"), name + ": " + table));
  }
}
