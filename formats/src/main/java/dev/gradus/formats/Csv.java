package dev.gradus.formats;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * CSV files (RFC 4180, UTF-8, line ends of one character). Thread-safe.
 *
 * <pre>{@code
 * Csv.write(
 *     Path.of("history.csv"),
 *     List.of("iteration", "loss", "testAccuracy"),
 *     List.of(List.of("1", "2.302", ""), List.of("2", "2.298", "0.11")));
 * }</pre>
 */
public final class Csv {
  private Csv() {}

  /**
   * Writes a table, atomically.
   *
   * @param file replaced if it exists
   * @param header the names of the columns
   * @param rows as many fields each as the header; an empty text is an empty field
   * @throws IllegalArgumentException if a row has more or fewer fields; nothing is written
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, List<String> header, Iterable<? extends List<String>> rows) {
    AtomicFiles.write(
        file,
        out -> {
          CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
          csv.writeRecord(header);
          int number = 0;
          for (List<String> row : rows) {
            number++;
            if (row.size() != header.size()) {
              throw new IllegalArgumentException(
                  "CSV: row %d has %d fields, the header has %d"
                      .formatted(number, row.size(), header.size()));
            }
            csv.writeRecord(row);
          }
          csv.flush();
        });
  }
}
