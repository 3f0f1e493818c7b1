package dev.gradus.conformance;

import dev.gradus.backend.Capabilities;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A backend declares neither too little nor too much: what it does not promise, it refuses. */
final class DeclarationRules {
  private DeclarationRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.CONTRACT);
    rules.add(
        "capabilities",
        1,
        "refuseOtherPrecisions",
        text("a precision that is not declared cannot be opened"),
        t -> {
          Set<Precision> declared = t.capabilities().precisions();
          t.holds(declared.contains(t.precision()), () -> "this precision is not declared");
          for (Precision precision : Precision.values()) {
            if (!declared.contains(precision)) {
              t.refuses(
                  "open in " + precision,
                  IllegalArgumentException.class,
                  () -> t.subject().openAnother(precision).close(),
                  precision.toString());
            }
          }
        });
    rules.add(
        "capabilities",
        2,
        "refuseHigherRanks",
        text("tensors have the declared ranks, and no others"),
        t -> {
          int[] extents = {1, 2, 1, 2};
          for (int rank = 0; rank <= extents.length; rank++) {
            Shape shape = Shape.of(Arrays.copyOf(extents, rank));
            TensorOps ops = t.ops();
            if (rank <= t.capabilities().maxRank()) {
              t.shape("full", shape, ops.full(shape, 1).shape());
            } else {
              t.refuses(
                  "full " + shape,
                  IllegalArgumentException.class,
                  () -> ops.full(shape, 1),
                  shape.toString());
            }
          }
        });
    rules.add(
        "capabilities",
        3,
        "nameRulesThatExist",
        text("a known failure is the id of a rule"),
        t -> {
          Set<String> ids =
              new Conformance(Extent.QUICK)
                  .rules().stream()
                      .map(rule -> rule.id() + " " + rule.precision())
                      .collect(Collectors.toSet());
          for (Capabilities.KnownFailure known : t.capabilities().knownFailures()) {
            String id = known.rule() + " " + known.precision();
            t.holds(ids.contains(id), () -> "there is no rule " + id);
          }
          t.holds(!ids.isEmpty(), () -> "there are no rules");
        });
    return rules.rules();
  }

  private static Rule.Text text(String intent) {
    return Rule.Text.holds(intent, "what Backend.capabilities() declares");
  }
}
