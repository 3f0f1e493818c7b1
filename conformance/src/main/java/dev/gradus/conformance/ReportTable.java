package dev.gradus.conformance;

import dev.gradus.tensor.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Backends side by side: the rows and remarks that a report shows, in whichever form. Immutable.
 *
 * <pre>{@code
 * ReportTable table = new ReportTable(List.of(ejml, vector));
 * System.out.println(table); // as text
 * }</pre>
 *
 * @param reports one for each backend, in the order of the columns
 */
public record ReportTable(List<Report> reports) {
  /**
   * What the formulas of the tolerances mean by u and s(n), for people: an error is shown in units
   * of what the rule allows.
   */
  public static final String LEGEND =
      "Worst errors are in units of the tolerance: above 1 fails. exact: equal to the bit; ok: holds;"
          + " *: a part was not asked for. u is the unit roundoff (2⁻²⁴ in f32, 2⁻⁵³ in f64),"
          + " s(n) = min(n, 64) + log₂⌈n/64⌉ + 2.";

  /**
   * Backends side by side.
   *
   * @param reports copied
   */
  public ReportTable {
    reports = List.copyOf(reports);
  }

  /**
   * One operation, layer or example in one precision.
   *
   * @param family what kind of proof the rules are
   * @param subject what is proven
   * @param precision f32 or f64
   * @param tolerance what errors are measured in; several, if rules differ, with semicolons
   * @param cells one for each backend
   */
  public record Row(
      Family family,
      String subject,
      Precision precision,
      String tolerance,
      List<ReportCell> cells) {
    /**
     * How many comparisons were made of one backend.
     *
     * @return the most; fewer were made of a backend that does not promise all
     */
    public int cases() {
      return cells.stream().mapToInt(ReportCell::cases).max().orElse(0);
    }
  }

  /**
   * The rows, by family, and within one in the order of the rules.
   *
   * @return a row for each subject and precision
   */
  public List<Row> rows() {
    Map<Key, List<List<Outcome>>> found = new LinkedHashMap<>();
    for (int i = 0; i < reports.size(); i++) {
      for (Outcome outcome : reports.get(i).outcomes()) {
        found.computeIfAbsent(Key.of(outcome.rule()), key -> noOutcomes()).get(i).add(outcome);
      }
    }
    List<String> names = found.keySet().stream().map(Key::name).distinct().toList();
    return found.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(
                Comparator.comparing(Key::family)
                    .thenComparing(key -> names.indexOf(key.name()))
                    .thenComparing(Key::precision)))
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .toList();
  }

  private record Key(Family family, String subject, Precision precision) {
    static Key of(Rule rule) {
      return new Key(rule.family(), rule.subject(), rule.precision());
    }

    String name() {
      return family + " " + subject;
    }
  }

  private List<List<Outcome>> noOutcomes() {
    List<List<Outcome>> lists = new ArrayList<>();
    reports.forEach(report -> lists.add(new ArrayList<>()));
    return lists;
  }

  private static Row row(Key key, List<List<Outcome>> outcomes) {
    Set<String> tolerances = new LinkedHashSet<>();
    outcomes.forEach(list -> list.forEach(outcome -> tolerances.add(outcome.rule().tolerance())));
    Set<String> formulas = new LinkedHashSet<>(tolerances);
    formulas.remove(Rule.Text.EXACT);
    formulas.remove(Rule.Text.HOLDS);
    String tolerance =
        formulas.isEmpty()
            ? tolerances.contains(Rule.Text.EXACT) ? Rule.Text.EXACT : Rule.Text.HOLDS
            : String.join("; ", formulas);
    List<ReportCell> cells = outcomes.stream().map(ReportCell::new).toList();
    return new Row(key.family, key.subject, key.precision, tolerance, cells);
  }

  /**
   * Everything that did not simply pass or fail, with its reason.
   *
   * @return what is not promised, what is known to fail, and what was asked for in part
   */
  public List<ReportRemark> remarks() {
    return reports.stream().flatMap(report -> ReportRemark.of(report).stream()).toList();
  }

  /**
   * How much was proven.
   *
   * @return a line such as {@code 50 of 50 operations have a rule; 503 of 503 rules ran, 45,656
   *     cases on 4 backends, seed 20260101}
   */
  public String coverage() {
    List<Rule> rules = new Conformance(Extent.QUICK).rules();
    Set<String> ran =
        reports.stream()
            .flatMap(report -> report.outcomes().stream())
            .filter(outcome -> outcome.verdict() != Verdict.NOT_PROMISED)
            .map(outcome -> outcome.rule().id() + outcome.rule().precision())
            .collect(Collectors.toSet());
    int operations = Coverage.operations().size();
    return ReportText.format(
        "%d of %d operations have a rule; %d of %d rules ran, %,d cases on %d %s, seed %d",
        operations - Coverage.uncovered(rules).size(),
        operations,
        ran.size(),
        rules.size(),
        reports.stream().mapToInt(Report::cases).sum(),
        reports.size(),
        reports.size() == 1 ? "backend" : "backends",
        Conformance.SEED);
  }

  /**
   * Whether every backend passed, of at least one.
   *
   * @return the verdict
   */
  public boolean passed() {
    return !reports.isEmpty() && reports.stream().allMatch(Report::passed);
  }

  /**
   * The verdict in words.
   *
   * @return a line such as {@code not passed: toy (3 rules failed)}
   */
  public String verdict() {
    if (passed()) {
      return "All passed.";
    }
    List<String> broken = new ArrayList<>();
    for (Report report : reports) {
      if (!report.passed()) {
        broken.add("%s (%s)".formatted(report.backend(), shortcomings(report)));
      }
    }
    return "not passed: " + String.join(", ", broken);
  }

  private static String shortcomings(Report report) {
    int failures = report.failures().size();
    String failed = "%d %s failed".formatted(failures, failures == 1 ? "rule" : "rules");
    if (report.problems().isEmpty()) {
      return failed;
    }
    return "%snot all rules ran: %s"
        .formatted(failures == 0 ? "" : failed + ", ", report.problems().get(0));
  }

  /** The table as text, at most 120 columns for four backends; then remarks, failures, verdict. */
  @Override
  public String toString() {
    return new ReportText(this).toString();
  }
}
