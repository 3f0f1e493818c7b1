package dev.gradus.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays a table out for a monospaced font. */
final class ReportText {
  /** What is longer stands below the table, so that four backends fit into 120 columns. */
  private static final int LONGEST_TOLERANCE = 32;

  private static final int LINE = 100;
  private static final int SUBJECT = 0;
  private static final int TOLERANCE = 3;

  private final ReportTable table;
  private final List<String> footnotes = new ArrayList<>();

  ReportText(ReportTable table) {
    this.table = table;
  }

  /** As {@link String#format}, in the locale of programs. */
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  @Override
  public String toString() {
    List<String> backends = table.reports().stream().map(Report::backend).toList();
    StringBuilder text = new StringBuilder();
    line(text, "Conformance of " + String.join(", ", backends));
    if (!table.rows().isEmpty()) {
      appendRows(text, backends);
      line(text, "");
      appendLegend(text);
    }
    line(text, "");
    line(text, table.coverage());
    table.remarks().forEach(remark -> line(text, remark.toString()));
    for (Report report : table.reports()) {
      appendFailures(text, report);
    }
    line(text, table.verdict());
    return text.toString();
  }

  private void appendRows(StringBuilder text, List<String> backends) {
    List<String[]> lines = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of("", "", "cases", "tolerance"));
    names.addAll(backends);
    lines.add(names.toArray(String[]::new));
    Family family = null;
    for (ReportTable.Row row : table.rows()) {
      if (row.family() != family) {
        family = row.family();
        lines.add(new String[0]);
        lines.add(new String[] {family.prefix()});
      }
      List<String> cells = new ArrayList<>();
      cells.add("  " + row.subject());
      cells.add(row.precision().toString());
      cells.add(Integer.toString(row.cases()));
      cells.add(shortened(row.tolerance()));
      row.cells().forEach(cell -> cells.add(cell.toString()));
      lines.add(cells.toArray(String[]::new));
    }
    appendAligned(text, lines);
  }

  private void appendLegend(StringBuilder text) {
    for (int i = 0; i < footnotes.size(); i++) {
      line(text, "[%d] %s".formatted(i + 1, footnotes.get(i)));
    }
    wrapped(text, ReportTable.LEGEND);
  }

  private String shortened(String tolerance) {
    if (length(tolerance) <= LONGEST_TOLERANCE) {
      return tolerance;
    }
    if (!footnotes.contains(tolerance)) {
      footnotes.add(tolerance);
    }
    return "[%d]".formatted(footnotes.indexOf(tolerance) + 1);
  }

  private static void appendAligned(StringBuilder text, List<String[]> lines) {
    for (String[] cells : lines) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < cells.length; column++) {
        String pad = " ".repeat(width(lines, column) - length(cells[column]));
        boolean word = column <= SUBJECT + 1 || column == TOLERANCE;
        line.append(column == 0 ? "" : "  ")
            .append(word ? cells[column] + pad : pad + cells[column]);
      }
      line(text, line.toString().stripTrailing());
    }
  }

  private static int width(List<String[]> lines, int column) {
    return lines.stream()
        .filter(cells -> cells.length > column)
        .mapToInt(cells -> length(cells[column]))
        .max()
        .orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static void appendFailures(StringBuilder text, Report report) {
    for (String problem : report.problems()) {
      line(text, "");
      line(text, "%s: not all rules ran: %s".formatted(report.backend(), problem));
    }
    for (Outcome failure : report.failures()) {
      Rule rule = failure.rule();
      line(text, "");
      line(text, "%s failed %s (%s)".formatted(report.backend(), rule, rule.precision()));
      line(text, "  " + failure.message());
      line(text, "  It proves: " + rule.intent());
      line(text, "  Look at: " + rule.hint());
    }
    if (!report.passed()) {
      line(text, "");
    }
  }

  private static void wrapped(StringBuilder text, String sentence) {
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ", -1)) {
      if (line.length() + 1 + word.length() > LINE) {
        line(text, line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(text, line.toString());
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
