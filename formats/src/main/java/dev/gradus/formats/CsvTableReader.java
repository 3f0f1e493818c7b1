package dev.gradus.formats;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one CSV file into a table. */
final class CsvTableReader {
  /** More would be gigabytes of texts. */
  private static final long MOST_FIELDS = 20_000_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Source source;
  private final char separator;
  private final List<String> header = new ArrayList<>();
  private final List<CsvTable.Row> rows = new ArrayList<>();

  CsvTableReader(Source source, char separator) {
    this.source = source;
    this.separator = separator;
  }

  CsvTable read() {
    try (InputStream in = source.open();
        Reader text = text(in);
        CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
      for (CsvRecord one : csv) {
        add(one);
      }
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
    if (rows.isEmpty()) {
      throw malformed(
          header.isEmpty() ? "empty file" : "no rows after the header, expected at least one");
    }
    return new CsvTable(source.name(), header, rows, Set.of());
  }

  /** UTF-8 alone, and without the mark that some programs put before it. */
  private static Reader text(InputStream in) throws IOException {
    Reader text =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  private void add(CsvRecord one) {
    String[] fields = one.getFields().stream().map(String::strip).toArray(String[]::new);
    if (header.isEmpty()) {
      header.addAll(List.of(fields));
      requireNames(one.getStartingLineNumber());
      return;
    }
    if (fields.length != header.size()) {
      throw malformed(
          "line %d has %d fields, but the header has %d"
              .formatted(one.getStartingLineNumber(), fields.length, header.size()));
    }
    if ((rows.size() + 1L) * fields.length > MOST_FIELDS) {
      throw malformed(
          "more than %d fields up to line %d; divide the file, or leave columns out of it"
              .formatted(MOST_FIELDS, one.getStartingLineNumber()));
    }
    rows.add(new CsvTable.Row(one.getStartingLineNumber(), fields));
  }

  private void requireNames(long line) {
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      if (column.isEmpty()) {
        throw malformed(
            "line %d: column %d has no name; the first line must name the columns"
                .formatted(line, seen.size() + 1));
      }
      if (!seen.add(column)) {
        throw malformed("line %d: two columns are named '%s'".formatted(line, column));
      }
    }
    for (char other : new char[] {',', ';', '\t'}) {
      if (header.size() == 1 && other != separator && header.get(0).indexOf(other) >= 0) {
        throw malformed(
            "line %d: one column, '%s'; if its fields are separated otherwise, say so: read(…, %s)"
                .formatted(line, header.get(0), other == '\t' ? "'\\t'" : "'" + other + "'"));
      }
    }
  }

  private RuntimeException unreadable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof CharacterCodingException) {
      return malformed("not UTF-8 text; save it as UTF-8");
    }
    if (e instanceof CsvParseException) {
      String reason = IoErrors.firstLine(e.getMessage());
      String detail = root == e ? "" : ": " + IoErrors.firstLine(root.getMessage());
      return new MalformedFileException(source.name(), "no CSV: " + reason + detail, e);
    }
    return IoErrors.cannot(
        "read", source, e instanceof UncheckedIOException u ? u.getCause() : (IOException) e);
  }

  private MalformedFileException malformed(String problem) {
    return new MalformedFileException(source.name(), problem);
  }
}
