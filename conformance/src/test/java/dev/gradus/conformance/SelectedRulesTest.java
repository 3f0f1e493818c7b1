package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.backend.Backend;
import dev.gradus.backend.Capabilities;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A part of the rules may be run, but never in silence. */
final class SelectedRulesTest {
  static final class OneRule extends DeclaredConformance {
    OneRule() {
      super("golden_layer_tanh_01", Capabilities.full(), c -> new PlainOps(c.precision()));
    }
  }

  @Test
  void aPartOfTheRulesSaysHowManyWereLeftOut() {
    JUnitRun run = JUnitRun.of(OneRule.class);
    List<Rule> rules = new Conformance(Extent.QUICK).rules();
    long half = rules.stream().filter(rule -> rule.precision().toString().equals("f64")).count();
    String test = "golden_layer_tanh_01 agreesWithPyTorch (f64)";
    assertTrue(run.succeeded().containsKey(test), () -> "not run: " + run);
    String told = "%d rules were not selected, so nothing is proven of them";
    assertEquals(
        Map.of(
            "a part of the rules (f32)", told.formatted(rules.size() - half),
            "a part of the rules (f64)", told.formatted(half - 1)),
        run.aborted());
  }

  static final class NoRule extends DeclaredConformance {
    NoRule() {
      super("op_root_01", Capabilities.full(), c -> new PlainOps(c.precision()));
    }
  }

  @Test
  void selectingNoRuleFails() {
    assertEquals(
        Map.of(
            "conformance()",
            "conformance: expected rules to run, but none is selected; look at the system property"
                + " gradus.rule and at selects(Rule)"),
        JUnitRun.of(NoRule.class).failed());
  }

  private static final class Unchanged extends BackendConformance {
    @Override
    protected Backend backend() {
      return new AbsentBackend();
    }
  }

  @Test
  void theSystemPropertySelectsByTheBeginningOfTheId() {
    String before = System.getProperty("gradus.rule");
    try {
      System.setProperty("gradus.rule", "op_exp");
      assertEquals(
          Set.of(
              "op_exp_01", "op_exp_02", "op_exp_03", "op_expm1_01", "op_expm1_02", "op_expm1_03"),
          selected());
      System.clearProperty("gradus.rule");
      assertEquals(
          new Conformance(Extent.QUICK).rules().stream().map(Rule::id).collect(Collectors.toSet()),
          selected());
    } finally {
      if (before != null) {
        System.setProperty("gradus.rule", before);
      }
    }
  }

  private static Set<String> selected() {
    return new Conformance(Extent.QUICK)
        .rules().stream()
            .filter(new Unchanged()::selects)
            .map(Rule::id)
            .collect(Collectors.toSet());
  }
}
