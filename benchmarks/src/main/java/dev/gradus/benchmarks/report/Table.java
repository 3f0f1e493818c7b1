package dev.gradus.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table of Markdown; all columns but the first are of numbers. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.size() < 2;
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "Not measured.";
    }
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
    lines.add(1, "| ---" + " | ---:".repeat(rows.get(0).size() - 1) + " |");
    return String.join("\n", lines);
  }
}
