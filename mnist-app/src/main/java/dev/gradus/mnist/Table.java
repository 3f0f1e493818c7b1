package dev.gradus.mnist;

import java.util.ArrayList;
import java.util.List;

/** Text in columns. The first {@code leftAligned} columns start at the left, as words do. */
final class Table {
  private static final String GAP = "  ";

  private final int leftAligned;
  private final List<List<String>> rows = new ArrayList<>();

  Table(int leftAligned) {
    this.leftAligned = leftAligned;
  }

  /** Adds a row; rows may have different lengths. */
  Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Adds a row; rows may have different lengths. */
  Table row(String... cells) {
    return row(List.of(cells));
  }

  /** The lines, without an end of line after the last. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String pad = " ".repeat(width(column) - length(cell));
        line.append(column == 0 ? "" : GAP);
        line.append(column < leftAligned ? cell + pad : pad + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> length(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
