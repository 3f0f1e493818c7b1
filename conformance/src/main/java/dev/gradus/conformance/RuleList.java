package dev.gradus.conformance;

import dev.gradus.tensor.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the rules of one family. */
final class RuleList {
  private final Family family;
  private final List<Rule> rules = new ArrayList<>();

  RuleList(Family family) {
    this.family = family;
  }

  /** A rule in both precisions. */
  void add(String subject, int number, String name, Rule.Text text, Rule.Check check) {
    for (Precision precision : Precision.values()) {
      add(precision, subject, number, name, text, check);
    }
  }

  /** A rule in one precision. */
  void add(
      Precision precision,
      String subject,
      int number,
      String name,
      Rule.Text text,
      Rule.Check check) {
    rules.add(new Rule(family, subject, number, name, precision, text, check));
  }

  List<Rule> rules() {
    return Collections.unmodifiableList(rules);
  }
}
