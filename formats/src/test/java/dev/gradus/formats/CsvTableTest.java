package dev.gradus.formats;

import static dev.gradus.formats.Messages.assertMalformed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("table.csv");
  }

  private CsvTable read(String content) {
    Messages.overwrite(file, content.getBytes(StandardCharsets.UTF_8));
    return CsvTable.read(Source.of(file));
  }

  private void assertRefused(String problem, String content) {
    assertMalformed(file + ": " + problem, () -> read(content));
  }

  private void assertArgument(String problem, Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertEquals(file + ": " + problem, message);
  }

  @Test
  void readsQuotedFieldsBlanksAndLineEndsOfAnyKind() {
    CsvTable table =
        read("\uFEFF\"a\", b \r\n\"1,5\",\"say \"\"x\"\"\"\n\n 2 ,\"two\nlines\"\rlast,é");
    assertEquals(List.of("a", "b"), table.columns());
    assertEquals(3, table.rowCount());
    assertEquals("1,5", table.text(0, "a"));
    assertEquals("say \"x\"", table.text(0, "b"));
    assertEquals("2", table.text(1, "a"));
    assertEquals("two\nlines", table.text(1, "b"));
    assertEquals("é", table.text(2, "b"));
  }

  @Test
  void linesAreThoseOfTheFile() {
    CsvTable table = read("a,b\n1,2\n\n3,\"x\ny\"\n5,6\n");
    assertEquals(List.of(2L, 4L, 6L), List.of(table.line(0), table.line(1), table.line(2)));
  }

  @Test
  void otherSeparatorsMustBeSaid() {
    assertRefused(
        "line 1: one column, 'a;b'; if its fields are separated otherwise, say so: read(…, ';')",
        "a;b\n1;2\n");
    assertEquals("2", CsvTable.read(Source.of(file), ';').text(0, "b"));
    assertRefused(
        "line 1: one column, 'a\tb'; if its fields are separated otherwise, say so:"
            + " read(…, '\\t')",
        "a\tb\n1\t2\n");
  }

  @Test
  void missingValuesAreListedWithTheirLines() {
    CsvTable table = read("a,b,c\n1,,x\n2,3,y\nNA,?,z\n");
    assertEquals(
        List.of(
            new CsvTable.Missing(2, "b"),
            new CsvTable.Missing(4, "a"),
            new CsvTable.Missing(4, "b")),
        table.missing());
    CsvTable whole = table.withoutMissing();
    assertEquals(1, whole.rowCount());
    assertEquals(3, whole.line(0));
    assertEquals(List.of(), whole.missing());
    assertEquals(2, table.without("b").withoutMissing().rowCount());
    assertArgument(
        "every row misses a value; leave columns out with without(…) first",
        () -> read("a,b\n1,\n,2\n").withoutMissing());
  }

  @Test
  void columnsCanBeLeftOut() {
    CsvTable table = read("id,a,b\n7,1,2\n").without("id", "b");
    assertEquals(List.of("a"), table.columns());
    assertEquals("1", table.text(0, "a"));
    assertArgument("no column 'id'; there are [a]", () -> table.text(0, "id"));
    assertArgument("no column 'x'; there are [a]", () -> table.without("x"));
    assertArgument("no column 'x'; there are [a]", () -> table.asText("x"));
    assertArgument("no column is left", () -> table.without("a"));
  }

  @Test
  void whatIsNoTableIsRefusedWithTheLine() {
    assertRefused("empty file", "");
    assertRefused("no rows after the header, expected at least one", "a,b\n");
    assertRefused("line 3 has 3 fields, but the header has 2", "a,b\n1,2\n1,2,3\n");
    assertRefused("line 2 has 1 fields, but the header has 2", "a,b\n1\n");
    assertRefused("line 1: two columns are named 'a'", "a, a\n1,2\n");
    assertRefused(
        "line 1: column 2 has no name; the first line must name the columns", "a,,b\n1,2,3\n");
    assertMalformed(
        folder.resolve("none.csv") + ": no such file",
        () -> CsvTable.read(Source.of(folder.resolve("none.csv"))));
  }

  @Test
  void brokenQuotesAreRefusedWithTheLine() {
    for (String broken : List.of("3,\"never closed\n5,6\n", "3,\"closed\" too early\n5,6\n")) {
      String message =
          assertThrows(MalformedFileException.class, () -> read("a,b\n1,2\n" + broken))
              .getMessage();
      assertTrue(message.startsWith(file + ": no CSV: "), message);
      assertTrue(message.contains("line 3"), message);
      assertEquals(1, message.lines().count());
    }
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    Files.write(file, "a,b\nä,ö\n".getBytes(StandardCharsets.ISO_8859_1));
    assertMalformed(
        file + ": not UTF-8 text; save it as UTF-8", () -> CsvTable.read(Source.of(file)));
  }

  @Test
  void survivesRandomDamage() throws IOException {
    byte[] good;
    try (var in = getClass().getResourceAsStream("iris-15.csv")) {
      good = in.readAllBytes();
    }
    int refused =
        Messages.countRefused(
            good,
            500,
            bytes -> {
              Messages.overwrite(file, bytes);
              CsvTable table = CsvTable.read(Source.of(file));
              TableEncoding.forClasses(table, "species").labelled(table);
            });
    assertTrue(refused > 100, "refused " + refused);
  }
}
