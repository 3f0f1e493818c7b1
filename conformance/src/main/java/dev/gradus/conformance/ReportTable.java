package dev.gradus.conformance;

import dev.gradus.tensor.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays a report out as text. */
final class ReportTable {
  private static final String EXACT = "to the bit";

  private ReportTable() {}

  private record Row(Family family, String subject, Precision precision) {}

  static String of(Report report) {
    Map<Row, List<Outcome>> rows = new LinkedHashMap<>();
    for (Outcome outcome : report.outcomes()) {
      Rule rule = outcome.rule();
      Row row = new Row(rule.family(), rule.subject(), rule.precision());
      rows.computeIfAbsent(row, r -> new ArrayList<>()).add(outcome);
    }
    List<String[]> cells = new ArrayList<>();
    cells.add(
        new String[] {
          "family", "operation", "precision", "cases", "worst", "of tolerance", "verdict"
        });
    rows.forEach((row, outcomes) -> cells.add(cells(row, outcomes)));
    StringBuilder text = new StringBuilder();
    text.append("Conformance of ").append(report.backend()).append("\n\n");
    appendAligned(text, cells);
    appendSummary(text, report);
    return text.toString();
  }

  private static String[] cells(Row row, List<Outcome> outcomes) {
    int cases = outcomes.stream().mapToInt(Outcome::cases).sum();
    Outcome worst = outcomes.get(0);
    for (Outcome outcome : outcomes) {
      boolean looser = worst.rule().tolerance().equals(EXACT) && outcome.worst() >= worst.worst();
      if (outcome.worst() > worst.worst() || looser) {
        worst = outcome;
      }
    }
    long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
    boolean promised = outcomes.stream().anyMatch(o -> o.verdict() != Verdict.NOT_PROMISED);
    String verdict = failed > 0 ? failed + " FAILED" : promised ? "passed" : "not promised";
    return new String[] {
      row.family().prefix(),
      row.subject(),
      row.precision().toString(),
      Integer.toString(cases),
      Double.isInfinite(worst.worst()) ? "wrong" : "%.3f".formatted(worst.worst()),
      worst.rule().tolerance(),
      verdict
    };
  }

  private static void appendAligned(StringBuilder text, List<String[]> rows) {
    int columns = rows.get(0).length;
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        int c = column;
        int width =
            rows.stream().mapToInt(r -> r[c].codePointCount(0, r[c].length())).max().orElse(0);
        String pad = " ".repeat(width - row[c].codePointCount(0, row[c].length()));
        boolean number = c == 3 || c == 4;
        line.append(number ? pad + row[c] : row[c] + pad).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static void appendSummary(StringBuilder text, Report report) {
    List<Rule> rules = report.outcomes().stream().map(Outcome::rule).toList();
    int operations = Coverage.operations().size();
    int covered = operations - Coverage.uncovered(rules).size();
    int cases = report.outcomes().stream().mapToInt(Outcome::cases).sum();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d of %d operations have a rule; %d rules, %d cases, seed %d%n",
            covered,
            operations,
            rules.size(),
            cases,
            Conformance.SEED));
    for (Outcome outcome : report.outcomes()) {
      if (outcome.verdict() == Verdict.NOT_PROMISED) {
        text.append(
            "not promised: %s (%s): %s%n"
                .formatted(outcome.rule(), outcome.rule().precision(), outcome.message()));
      }
    }
    List<Outcome> failures = report.failures();
    text.append(failures.isEmpty() ? "All passed.\n" : "%n%d failed:%n".formatted(failures.size()));
    for (Outcome failure : failures) {
      text.append(
          "%n%s (%s)%n  %s%n  Look at: %s%n"
              .formatted(
                  failure.rule(),
                  failure.rule().precision(),
                  failure.message(),
                  failure.rule().hint()));
    }
  }
}
