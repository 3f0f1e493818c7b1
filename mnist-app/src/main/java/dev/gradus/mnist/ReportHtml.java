package dev.gradus.mnist;

import dev.gradus.conformance.Family;
import dev.gradus.conformance.Outcome;
import dev.gradus.conformance.Report;
import dev.gradus.conformance.ReportCell;
import dev.gradus.conformance.ReportTable;
import dev.gradus.conformance.Rule;
import dev.gradus.conformance.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A conformance report for a browser: one file that needs no network and runs no script. It is
 * XHTML, so that programs can read it too.
 */
final class ReportHtml {
  private static final String STYLE = "report.css";

  private final ReportPage page;
  private final ReportTable table;
  private final StringBuilder text = new StringBuilder();

  ReportHtml(ReportPage page) {
    this.page = page;
    this.table = page.table();
  }

  @Override
  public String toString() {
    text.setLength(0);
    line("<!DOCTYPE html>");
    line("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">");
    line("<head><meta charset=\"utf-8\" />");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />");
    line("<title>Conformance: %s</title>", table.verdict());
    text.append("<style>\n").append(style()).append("</style></head>\n<body>\n");
    appendSummary();
    appendFailures();
    appendRemarks();
    appendTable();
    line("</body></html>");
    return text.toString();
  }

  private static String style() {
    try (InputStream in = ReportHtml.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void appendSummary() {
    line("<h1>Conformance</h1>");
    line("<p class=\"%s\">%s</p>", table.passed() ? "passed" : "failed", table.verdict());
    line("<p>%s.</p>", table.coverage());
    line("<table class=\"summary\">");
    line("<tr><th>backend</th><th>verdict</th><th>cases</th><th>rules passed</th>");
    line("<th>failed</th><th>known failures</th><th>not promised</th></tr>");
    for (Report report : table.reports()) {
      line("<tr><th>%s</th>", report.backend());
      String verdict = report.passed() ? "passed" : "failed";
      line("<td class=\"%s\">%s</td><td>%,d</td>", verdict, verdict, report.cases());
      for (Verdict column :
          new Verdict[] {
            Verdict.PASSED, Verdict.FAILED, Verdict.KNOWN_FAILURE, Verdict.NOT_PROMISED
          }) {
        line("<td>%d</td>", report.of(column).size());
      }
      line("</tr>");
    }
    line("</table>");
    page.absent().forEach(absent -> line("<p>%s</p>", absent));
    line("<p class=\"facts\">");
    page.facts().forEach((name, value) -> line("<span>%s: %s</span>", name, value));
    line("</p>");
  }

  private void appendFailures() {
    if (table.passed()) {
      return;
    }
    line("<h2>Failures</h2>");
    for (Report report : table.reports()) {
      for (String problem : report.problems()) {
        line("<h3>%s: not all rules ran</h3><p>%s</p>", report.backend(), problem);
      }
      for (Outcome failure : report.failures()) {
        Rule rule = failure.rule();
        line("<h3>%s: %s (%s)</h3>", report.backend(), rule, rule.precision());
        line("<p class=\"failed\">%s</p>", failure.message());
        line("<p>It proves: %s.<br />Look at: %s.</p>", rule.intent(), rule.hint());
      }
    }
  }

  private void appendRemarks() {
    if (table.remarks().isEmpty()) {
      return;
    }
    line("<h2>Not promised, or known</h2>");
    line("<ul>");
    table.remarks().forEach(remark -> line("<li>%s</li>", remark));
    line("</ul>");
  }

  private void appendTable() {
    line("<h2>All rules</h2>");
    line("<p>%s</p>", ReportTable.LEGEND);
    line("<table class=\"rules\">");
    line("<thead><tr><th></th><th></th><th>cases</th><th>tolerance</th>");
    table.reports().forEach(report -> line("<th>%s</th>", report.backend()));
    line("</tr></thead>");
    Family family = null;
    for (ReportTable.Row row : table.rows()) {
      if (row.family() != family) {
        line(family == null ? "<tbody>" : "</tbody><tbody>");
        family = row.family();
        int columns = 4 + table.reports().size();
        line("<tr class=\"family\" id=\"%s\">", family.prefix());
        line("<th colspan=\"%d\">%s</th></tr>", columns, family.prefix());
      }
      appendRow(row);
    }
    line(family == null ? "<tbody></tbody></table>" : "</tbody></table>");
  }

  private void appendRow(ReportTable.Row row) {
    line("<tr><th>%s</th><td>%s</td>", row.subject(), row.precision());
    line("<td>%,d</td><td>%s</td>", row.cases(), row.tolerance());
    for (ReportCell cell : row.cells()) {
      String state = cell.state().name().toLowerCase(Locale.ROOT);
      line("<td class=\"%s\">%s</td>", state, cell);
    }
    line("</tr>");
  }

  /** Adds a line; the values are escaped, numbers apart. */
  private void line(String pattern, Object... values) {
    Object[] escaped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      escaped[i] = values[i] instanceof Number ? values[i] : escaped(values[i].toString());
    }
    text.append(Text.format(pattern, escaped)).append('\n');
  }

  /** The text without a meaning for HTML, and without characters that XML refuses. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '\ufffd');
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    boolean control = c < ' ' && "\t\n\r".indexOf(c) < 0;
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return !control && !surrogate && c != 0xfffe && c != 0xffff;
  }
}
