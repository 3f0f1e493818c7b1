package dev.gradus.mnist;

import dev.gradus.conformance.Family;
import dev.gradus.conformance.Outcome;
import dev.gradus.conformance.Report;
import dev.gradus.conformance.ReportTable;
import java.util.ArrayList;
import java.util.List;

/** A conformance report for documents: each family of rules is a table of its own. */
final class ReportMarkdown {
  private final ReportPage page;
  private final ReportTable table;
  private final StringBuilder text = new StringBuilder();

  ReportMarkdown(ReportPage page) {
    this.page = page;
    this.table = page.table();
  }

  @Override
  public String toString() {
    text.setLength(0);
    line("# Conformance");
    line("");
    line(escaped(table.verdict()));
    line(escaped(table.coverage() + "."));
    line("");
    page.facts().forEach((name, value) -> line("- %s: %s".formatted(name, escaped(value))));
    page.absent().forEach(absent -> line("- " + escaped(absent)));
    table.remarks().forEach(remark -> line("- " + escaped(remark.toString())));
    appendFailures();
    line("");
    line(escaped(ReportTable.LEGEND));
    appendTables();
    return text.toString();
  }

  private void appendFailures() {
    for (Report report : table.reports()) {
      for (String problem : report.problems()) {
        line("");
        line("**%s: not all rules ran**: %s".formatted(report.backend(), escaped(problem)));
      }
      for (Outcome failure : report.failures()) {
        line("");
        line(
            "**%s failed %s (%s)**: %s"
                .formatted(
                    report.backend(),
                    escaped(failure.rule().toString()),
                    failure.rule().precision(),
                    escaped(failure.message())));
        line("It proves: %s. ".formatted(escaped(failure.rule().intent())));
        line("Look at: %s.".formatted(escaped(failure.rule().hint())));
      }
    }
  }

  private void appendTables() {
    Family family = null;
    for (ReportTable.Row row : table.rows()) {
      if (row.family() != family) {
        family = row.family();
        appendHead(family);
      }
      List<String> cells = new ArrayList<>();
      cells.add("`" + row.subject() + "`");
      cells.add(row.precision().toString());
      cells.add(Text.format("%,d", row.cases()));
      cells.add(escaped(row.tolerance()));
      row.cells().forEach(cell -> cells.add(escaped(cell.toString())));
      cells(cells);
    }
  }

  private void appendHead(Family family) {
    line("");
    line("## " + family.prefix());
    line("");
    List<String> names = new ArrayList<>(List.of("", "", "cases", "tolerance"));
    table.reports().forEach(report -> names.add(escaped(report.backend())));
    cells(names);
    line("| --- | --- | ---: | --- |" + " ---: |".repeat(table.reports().size()));
  }

  private void cells(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  /** The text on one line, without a meaning for Markdown or HTML. */
  static String escaped(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#&~])", "\\\\$1");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
