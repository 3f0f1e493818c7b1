package dev.gradus.mnist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Backend;
import dev.gradus.conformance.Conformance;
import dev.gradus.conformance.Extent;
import dev.gradus.conformance.Outcome;
import dev.gradus.conformance.Report;
import dev.gradus.conformance.ReportTable;
import dev.gradus.conformance.Rule;
import dev.gradus.conformance.Verdict;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What the launcher's run finds, and how each form shows it. */
class ReportFormsTest {
  private static final String AWKWARD = "a < b & \"c\" | *d* \u0000 \ud800\n]]> end";

  private static ReportPage page(Report... reports) {
    ReportTable table = new ReportTable(List.of(reports));
    return new ReportPage(table, Map.of("java", "<17>"), List.of("not run: vector: no"));
  }

  /** All ways to end, with a message that means something in each form. */
  private static Report awkward() {
    List<Rule> rules = new Conformance(Extent.QUICK).rules();
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(new Outcome(rule(rules, "op_exp_01"), Verdict.FAILED, 3, 12.34, AWKWARD));
    outcomes.add(new Outcome(rule(rules, "op_log_01"), Verdict.KNOWN_FAILURE, 3, 2.5, AWKWARD));
    outcomes.add(new Outcome(rule(rules, "op_tanh_01"), Verdict.NOT_PROMISED, 0, 0, AWKWARD));
    outcomes.add(new Outcome(rule(rules, "op_erf_01"), Verdict.PASSED, 3, 0.25, AWKWARD));
    outcomes.add(new Outcome(rule(rules, "op_add_01"), Verdict.PASSED, 3, 0, ""));
    return new Report("toy", outcomes, List.of(AWKWARD));
  }

  private static Rule rule(List<Rule> rules, String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void theTextShowsEachWayToEndInItsCell() {
    String text = page(awkward()).table().toString();
    for (String line :
        List.of(
            "exp f32 3 4 ulp FAILED 12.3",
            "log f32 3 4 ulp known 2.50",
            "tanh f32 0 4 ulp not promised",
            "erf f32 3 4 ulp (f64: 8 ulp) 0.250*",
            "add f32 3 to the bit exact")) {
      assertTrue(
          text.lines().anyMatch(shown -> shown.strip().replaceAll(" +", " ").equals(line)), text);
    }
    assertTrue(text.contains("toy, known failure: op_log_01 (f32): a < b"), text);
    assertTrue(text.contains("toy, in part: op_erf_01 (f32): a < b"), text);
    assertTrue(text.contains("toy: not all rules ran: a < b"), text);
    assertTrue(text.contains("Look at: "), text);
  }

  @Test
  void theHtmlIsWellFormedWhateverTheMessagesAre() throws Exception {
    String html = new ReportHtml(page(awkward())).toString();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
    String text = document.getDocumentElement().getTextContent();
    assertTrue(text.contains("a < b & \"c\" | *d* \ufffd \ufffd\n]]> end"), text);
    assertTrue(text.contains("java: <17>"), text);
    assertTrue(text.contains("FAILED 12.3"), text);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.replace("http://www.w3.org/1999/xhtml", "").contains("//"), html);
  }

  @Test
  void aMarkdownRowHasAsManyCellsAsItsHead() {
    String markdown = new ReportMarkdown(page(awkward(), awkward())).toString();
    List<String> rows = markdown.lines().filter(line -> line.startsWith("|")).toList();
    assertEquals(7, rows.size(), markdown);
    for (String row : rows) {
      assertEquals(7, row.replace("\\|", "").chars().filter(c -> c == '|').count(), row);
    }
    assertTrue(markdown.contains("a \\< b \\& \"c\" \\| \\*d\\*"), markdown);
  }

  @Test
  void aBackendThatDoesNotOpenIsNoPass() {
    Report report = run(new JammedBackend());
    assertFalse(report.passed());
    String problem =
        "open(f32) threw java.lang.IllegalStateException: jammed: the door does not open";
    assertEquals(problem, report.problems().get(0));
    assertEquals(
        "not passed: jammed (not all rules ran: " + problem + ")",
        new ReportTable(List.of(report)).verdict());
  }

  private static Report run(Backend backend) {
    List<Integer> heard = new ArrayList<>();
    Report report = new ConformanceRun(Extent.QUICK).of(backend, heard::add);
    assertEquals(report.outcomes().size(), heard.size());
    return report;
  }
}
