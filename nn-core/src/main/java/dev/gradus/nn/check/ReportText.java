package dev.gradus.nn.check;

import dev.gradus.nn.check.GradientReport.Element;
import dev.gradus.nn.check.GradientReport.Finding;
import java.util.List;
import java.util.Locale;

/** A report for people. */
record ReportText(GradientReport report, double tolerance) {
  private static final int ELEMENTS_SHOWN = 5;

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(format("gradient check of %s (allowed error %.1e): ", report.subject(), tolerance));
    List<Finding> findings = report.findings();
    long wrong = findings.stream().filter(finding -> !finding.isRight(tolerance)).count();
    if (findings.isEmpty()) {
      text.append("nothing was compared, for there are no parameters");
    } else if (report.passes(tolerance)) {
      text.append("passed");
    } else {
      text.append(format("%d of %d gradients wrong", wrong, findings.size()));
    }
    if (report.leftOutTooMany()) {
      text.append(
          format(
              "%n  %d of %d elements left out, at most 1 %% may be; move away from the kinks",
              report.leftOut(), report.checked() + report.leftOut()));
    }
    findings.forEach(finding -> append(text, finding));
    return text.toString();
  }

  private void append(StringBuilder text, Finding finding) {
    boolean right = finding.isRight(tolerance);
    text.append(
        format("%n  %s %s %s: ", right ? "right" : "WRONG", finding.name(), finding.shape()));
    if (finding.checked() == 0) {
      text.append("nothing was compared");
    } else {
      text.append(format("worst error %.1e, ", finding.worst())).append(elements(finding));
    }
    if (finding.leftOut() > 0) {
      text.append(format(", %d left out at kinks", finding.leftOut()));
    }
    if (!right) {
      finding.diagnosis().ifPresent(words -> text.append(format("%n    %s", words)));
      table(text, finding);
    }
  }

  private String elements(Finding finding) {
    int size = finding.shape().size();
    boolean sampled = finding.checked() + finding.leftOut() < size;
    String checked = format(sampled ? "%d of %d elements" : "%d elements", finding.checked(), size);
    long wrong = finding.elements().stream().filter(e -> !(e.error() <= tolerance)).count();
    return wrong == 0 ? checked : format("%d wrong in %s", wrong, checked);
  }

  private void table(StringBuilder text, Finding finding) {
    List<Element> shown =
        finding.elements().stream()
            .filter(element -> !(element.error() <= tolerance))
            .limit(ELEMENTS_SHOWN)
            .toList();
    String row = "%n    %-14s %16s %16s %10s";
    if (!shown.isEmpty()) {
      text.append(format(row, "element", "analytic", "numerical", "ratio"));
    }
    for (Element element : shown) {
      text.append(
          format(
              row,
              Indices.text(finding.shape(), element.index()),
              format("%.9g", element.analytic()),
              format("%.9g", element.numerical()),
              ratio(element)));
    }
  }

  private static String ratio(Element element) {
    return element.numerical() == 0
        ? "-"
        : format("%.4g", element.analytic() / element.numerical());
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
