package dev.gradus.formats;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A CSV file as it stands: named columns of texts, and for each row the line where it came from.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * CsvTable table = CsvTable.read(Source.of(Path.of("iris.csv"))).without("id");
 * LabelledDataset iris = TableEncoding.forClasses(table, "species").labelled(table);
 * }</pre>
 *
 * <p>A field that is empty or one of {@code ?}, {@code NA}, {@code N/A}, {@code NaN} and {@code
 * nan} is a missing value. Nothing is put in its place: {@link #missing} lists such fields, and a
 * data set is only made of a table without them.
 */
public final class CsvTable {
  private static final Set<String> MISSING = Set.of("", "?", "NA", "N/A", "NaN", "nan");
  private static final int LONGEST_QUOTE = 40;

  private final String name;
  private final List<String> columns;
  private final List<Row> rows;
  private final Set<String> texts;

  /** The fields of a record, and the line in which it starts. */
  record Row(long line, String[] fields) {}

  /**
   * A field without a value.
   *
   * @param line in the file, from 1
   * @param column its name
   */
  public record Missing(long line, String column) {}

  CsvTable(String name, List<String> columns, List<Row> rows, Set<String> texts) {
    this.name = name;
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
    this.texts = Set.copyOf(texts);
  }

  /**
   * Reads a file with fields separated by commas.
   *
   * @param source UTF-8, RFC 4180; its first record names the columns; at most 20 million fields.
   *     Blanks around fields are taken off, empty lines passed over
   * @return the table
   * @throws MalformedFileException if it is missing, no CSV, has no rows, or two columns of one
   *     name, or a row with more or fewer fields than the header
   * @throws UncheckedIOException if it cannot be read
   */
  public static CsvTable read(Source source) {
    return read(source, ',');
  }

  /**
   * Reads a file.
   *
   * @param source as for {@link #read(Source)}
   * @param separator what stands between fields, such as {@code ';'} or a tab
   * @return the table
   * @throws MalformedFileException as {@link #read(Source)}
   * @throws UncheckedIOException if it cannot be read
   */
  public static CsvTable read(Source source, char separator) {
    return new CsvTableReader(source, separator).read();
  }

  /**
   * What errors call it.
   *
   * @return the file's path, or a resource's name
   */
  public String name() {
    return name;
  }

  /**
   * The columns' names.
   *
   * @return in the order of the file
   */
  public List<String> columns() {
    return columns;
  }

  /**
   * The number of rows.
   *
   * @return without the header
   */
  public int rowCount() {
    return rows.size();
  }

  /**
   * Where a row starts.
   *
   * @param row 0 to rowCount − 1
   * @return the line in the file, from 1
   */
  public long line(int row) {
    return rows.get(row).line();
  }

  /**
   * One field.
   *
   * @param row 0 to rowCount − 1
   * @param column its name
   * @return the text without blanks around it
   * @throws IllegalArgumentException if there is no such column
   */
  public String text(int row, String column) {
    return rows.get(row).fields()[indexOf(column)];
  }

  /**
   * All missing values.
   *
   * @return in the order of the file
   */
  public List<Missing> missing() {
    List<Missing> missing = new ArrayList<>();
    for (Row row : rows) {
      for (int c = 0; c < columns.size(); c++) {
        if (MISSING.contains(row.fields()[c])) {
          missing.add(new Missing(row.line(), columns.get(c)));
        }
      }
    }
    return List.copyOf(missing);
  }

  /**
   * The rows that miss no value.
   *
   * @return a new table; lines are still those of the file
   * @throws IllegalArgumentException if no row is left
   */
  public CsvTable withoutMissing() {
    List<Row> whole =
        rows.stream()
            .filter(row -> Arrays.stream(row.fields()).noneMatch(MISSING::contains))
            .toList();
    if (whole.isEmpty()) {
      throw new IllegalArgumentException(
          name + ": every row misses a value; leave columns out with without(…) first");
    }
    return new CsvTable(name, columns, whole, texts);
  }

  /**
   * The table without some columns.
   *
   * @param unwanted their names
   * @return a new table
   * @throws IllegalArgumentException if there is no such column, or no other
   */
  public CsvTable without(String... unwanted) {
    Set<Integer> out = new HashSet<>();
    for (String column : unwanted) {
      out.add(indexOf(column));
    }
    int[] kept = IntStream.range(0, columns.size()).filter(c -> !out.contains(c)).toArray();
    if (kept.length == 0) {
      throw new IllegalArgumentException(name + ": no column is left");
    }
    return new CsvTable(
        name,
        Arrays.stream(kept).mapToObj(columns::get).toList(),
        rows.stream()
            .map(
                row ->
                    new Row(
                        row.line(),
                        Arrays.stream(kept).mapToObj(c -> row.fields()[c]).toArray(String[]::new)))
            .toList(),
        texts);
  }

  /**
   * The table, some of whose columns are texts although they look like numbers: codes and names of
   * categories.
   *
   * @param columns their names
   * @return a new table
   * @throws IllegalArgumentException if there is no such column
   */
  public CsvTable asText(String... columns) {
    Set<String> more = new HashSet<>(texts);
    for (String column : columns) {
      more.add(this.columns.get(indexOf(column)));
    }
    return new CsvTable(name, this.columns, rows, more);
  }

  boolean isText(String column) {
    return texts.contains(column);
  }

  /** All fields of a column. */
  List<String> fields(String column) {
    int index = indexOf(column);
    return rows.stream().map(row -> row.fields()[index]).toList();
  }

  private int indexOf(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "%s: no column '%s'; there are %s".formatted(name, column, columns));
    }
    return index;
  }

  /** Refuses a table with missing values in these columns. */
  void requireWhole(List<String> needed) {
    List<Missing> missing =
        missing().stream().filter(one -> needed.contains(one.column())).toList();
    if (!missing.isEmpty()) {
      Missing first = missing.get(0);
      throw new MalformedFileException(
          name,
          ("line %d, column '%s': a value is missing, the first of %d; leave such rows out with"
                  + " withoutMissing(), or columns with without(…)")
              .formatted(first.line(), first.column(), missing.size()));
    }
  }

  /** What is wrong with a field, where. */
  MalformedFileException wrong(int row, String column, String problem) {
    String text = text(row, column).replaceAll("\\p{Cntrl}", " ");
    String quote = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return new MalformedFileException(
        name, "line %d, column '%s': '%s', %s".formatted(line(row), column, quote, problem));
  }
}
