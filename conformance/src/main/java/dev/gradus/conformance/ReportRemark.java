package dev.gradus.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why rules of a backend neither simply passed nor failed. Immutable.
 *
 * @param backend its name
 * @param kind {@code not promised}, {@code known failure} or {@code in part}
 * @param outcomes those for which the reason is the same
 * @param reason the backend's own words
 */
public record ReportRemark(String backend, String kind, List<Outcome> outcomes, String reason) {
  private static final int MOST_NAMED = 3;

  /**
   * Why rules of a backend neither simply passed nor failed.
   *
   * @param backend its name
   * @param kind what they are instead
   * @param outcomes copied
   * @param reason the backend's own words
   */
  public ReportRemark {
    outcomes = List.copyOf(outcomes);
  }

  static List<ReportRemark> of(Report report) {
    List<ReportRemark> remarks = new ArrayList<>();
    remarks.addAll(grouped(report, Verdict.KNOWN_FAILURE, "known failure"));
    remarks.addAll(grouped(report, Verdict.NOT_PROMISED, "not promised"));
    remarks.addAll(grouped(report, Verdict.PASSED, "in part"));
    return remarks;
  }

  private static List<ReportRemark> grouped(Report report, Verdict verdict, String kind) {
    Map<String, List<Outcome>> byReason = new LinkedHashMap<>();
    for (Outcome outcome : report.of(verdict)) {
      if (!outcome.message().isEmpty()) {
        byReason.computeIfAbsent(outcome.message(), reason -> new ArrayList<>()).add(outcome);
      }
    }
    return byReason.entrySet().stream()
        .map(entry -> new ReportRemark(report.backend(), kind, entry.getValue(), entry.getKey()))
        .toList();
  }

  /**
   * The rules, by id and precision.
   *
   * @return the first few, and how many more there are
   */
  public String rules() {
    Map<String, List<String>> precisions = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      Rule rule = outcome.rule();
      precisions
          .computeIfAbsent(rule.id(), id -> new ArrayList<>())
          .add(rule.precision().toString());
    }
    List<String> names = new ArrayList<>();
    precisions.forEach((id, in) -> names.add(id + " (" + String.join(", ", in) + ")"));
    if (names.size() <= MOST_NAMED) {
      return String.join(", ", names);
    }
    return "%s and %d more rules".formatted(names.get(0), names.size() - 1);
  }

  /** The remark in one line. */
  @Override
  public String toString() {
    return "%s, %s: %s: %s".formatted(backend, kind, rules(), reason);
  }
}
