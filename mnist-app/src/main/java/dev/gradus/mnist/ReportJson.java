package dev.gradus.mnist;

import dev.gradus.conformance.Outcome;
import dev.gradus.conformance.Report;
import dev.gradus.conformance.ReportCell;
import dev.gradus.conformance.ReportRemark;
import dev.gradus.conformance.ReportTable;
import dev.gradus.conformance.Rule;
import dev.gradus.conformance.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A conformance report for programs. */
final class ReportJson {
  private final ReportPage page;
  private final ReportTable table;

  ReportJson(ReportPage page) {
    this.page = page;
    this.table = page.table();
  }

  /** As it stands in the file. An infinite error, where something had to be exact, is null. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("passed", table.passed());
    map.put("verdict", table.verdict());
    map.put("coverage", table.coverage());
    map.putAll(page.facts());
    map.put("absent", page.absent());
    map.put("backends", table.reports().stream().map(ReportJson::backend).toList());
    List<Map<String, Object>> failures = new ArrayList<>();
    for (Report report : table.reports()) {
      report.failures().forEach(failure -> failures.add(failure(report.backend(), failure)));
    }
    map.put("failures", failures);
    map.put("remarks", table.remarks().stream().map(ReportJson::remark).toList());
    map.put("rows", table.rows().stream().map(this::row).toList());
    return map;
  }

  private static Map<String, Object> backend(Report report) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", report.backend());
    map.put("passed", report.passed());
    map.put("cases", report.cases());
    Map<String, Object> rules = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      rules.put(verdict.name().toLowerCase(Locale.ROOT), report.of(verdict).size());
    }
    map.put("rules", rules);
    map.put("problems", report.problems());
    return map;
  }

  private static Map<String, Object> failure(String backend, Outcome failure) {
    Rule rule = failure.rule();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("backend", backend);
    map.put("rule", rule.id());
    map.put("name", rule.name());
    map.put("precision", rule.precision().toString());
    map.put("worst", failure.worst());
    map.put("tolerance", rule.tolerance());
    map.put("message", failure.message());
    map.put("intent", rule.intent());
    map.put("hint", rule.hint());
    return map;
  }

  private static Map<String, Object> remark(ReportRemark remark) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("backend", remark.backend());
    map.put("kind", remark.kind());
    map.put("reason", remark.reason());
    map.put("rules", remark.outcomes().stream().map(ReportJson::inPrecision).toList());
    return map;
  }

  private static String inPrecision(Outcome outcome) {
    return outcome.rule().id() + " " + outcome.rule().precision();
  }

  private Map<String, Object> row(ReportTable.Row row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("family", row.family().prefix());
    map.put("subject", row.subject());
    map.put("precision", row.precision().toString());
    map.put("tolerance", row.tolerance());
    Map<String, Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < row.cells().size(); i++) {
      cells.put(table.reports().get(i).backend(), cell(row.cells().get(i)));
    }
    map.put("backends", cells);
    return map;
  }

  private static Map<String, Object> cell(ReportCell cell) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("state", cell.state().name().toLowerCase(Locale.ROOT));
    map.put("rules", cell.outcomes().size());
    map.put("cases", cell.cases());
    map.put("worst", cell.worst());
    return map;
  }
}
