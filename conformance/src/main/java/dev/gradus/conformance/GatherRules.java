package dev.gradus.conformance;

import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.Shape;
import java.util.List;

/** Gathers and their transposes, the scatters. */
final class GatherRules {
  private static final String SCATTER_BOUND = "s(r)·u·Σ|x|, r repeats";

  private GatherRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    rows(rules);
    bytes(rules);
    columns(rules);
    return rules.rules();
  }

  private static final List<Shape> SOURCES =
      List.of(
          Shape.of(7),
          Shape.of(5, 1),
          Shape.of(9, 17),
          Shape.of(3, 207),
          Shape.of(4, 2, 3),
          Shape.of(3, 2, 5, 3));

  private static void rows(RuleList rules) {
    rules.add(
        "gatherRows",
        1,
        "picksSlicesInOrder",
        Rule.Text.exact(
            "slices along the first axis, repeats allowed",
            "the length of a slice at ranks 1, 3 and 4"),
        t -> {
          for (Shape shape : t.ranked(SOURCES)) {
            for (int count : new int[] {1, 3, 20}) {
              int[] picked = t.samples().indices(count, shape.extent(0));
              t.agree(
                  "%d slices of %s".formatted(count, shape),
                  Trial.Bound.EXACT,
                  (ops, x) -> ops.gatherRows(x[0], picked),
                  t.samples().normalInput(shape));
            }
          }
          double[] special = t.samples().special();
          int[] picked = t.samples().indices(40, special.length);
          t.agree(
              "special values",
              Trial.Bound.EXACT,
              (ops, x) -> ops.gatherRows(x[0], picked),
              Trial.input(Shape.of(special.length, 1), special));
        });
    rules.add(
        "scatterAddRows",
        1,
        "addsRepeatsOfSmallIntegersToTheBit",
        Rule.Text.exact(
            "repeats add up, rows without a source are 0",
            "old numbers in recycled storage; repeats that overwrite"),
        t -> {
          for (Shape shape : t.ranked(SOURCES)) {
            int[] places = t.samples().indices(shape.extent(0), 4);
            t.agree(
                "%s to 4 rows".formatted(shape),
                Trial.Bound.EXACT,
                (ops, x) -> ops.scatterAddRows(x[0], places, 4),
                t.samples().integerInput(shape));
            t.agree(
                "%s to 50 rows".formatted(shape),
                Trial.Bound.EXACT,
                (ops, x) -> ops.scatterAddRows(x[0], places, 50),
                t.samples().integerInput(shape));
          }
        });
    rules.add(
        "scatterAddRows",
        2,
        "roundsWithinItsBound",
        new Rule.Text(
            SCATTER_BOUND,
            "repeats are added as accurately as a sum",
            "one accumulator in a lower precision"),
        t -> {
          for (int n : t.lengths()) {
            int[] places = t.samples().indices(n, 3);
            Trial.Input a = t.samples().normalInput(Shape.of(n, 2));
            double[] magnitudes = new double[6];
            for (int i = 0; i < 2 * n; i++) {
              magnitudes[places[i / 2] * 2 + i % 2] += Math.abs(a.values()[i]);
            }
            double units = Bounds.sum(n) * t.u();
            t.agree(
                "%d rows to 3".formatted(n),
                expected -> i -> units * magnitudes[i],
                (ops, x) -> ops.scatterAddRows(x[0], places, 3),
                a);
          }
        });
  }

  private static final List<Shape> ROWS =
      List.of(Shape.scalar(), Shape.of(207), Shape.of(3, 7), Shape.of(2, 3, 5));

  private static void bytes(RuleList rules) {
    rules.add(
        "gatherBytes",
        1,
        "dividesEveryByteOnce",
        Rule.Text.exact(
            "rows of bytes from 0 to 255, each divided by one number and rounded once",
            "bytes taken as signed; a product with the reciprocal; the loop's tail"),
        t -> {
          int[] all = {0, 1};
          byte[] levels = new byte[2 << Byte.SIZE];
          for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) i;
          }
          for (double divisor : new double[] {255, 1, 256, 3, 0.3, -7, 1e-3, 12345.678, 0}) {
            t.agree(
                "every byte / " + divisor,
                Trial.Bound.EXACT,
                (ops, x) -> ops.gatherBytes(levels, Shape.of(256), all, divisor));
          }
          for (int n : t.lengths()) {
            picks(t, Shape.of(n));
          }
          ROWS.stream()
              .filter(row -> row.rank() < t.capabilities().maxRank())
              .forEach(row -> picks(t, row));
        });
  }

  private static void picks(Trial t, Shape row) {
    int count = 5;
    int[] drawn = t.samples().indices(count * row.size(), 1 << Byte.SIZE);
    byte[] bytes = new byte[drawn.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) drawn[i];
    }
    int[] picked = t.samples().indices(7, count);
    t.agree(
        "7 rows of " + row,
        Trial.Bound.EXACT,
        (ops, x) -> ops.gatherBytes(bytes, row, picked, 255));
  }

  private static List<IndexMap> maps(Trial t, int width) {
    int[] reversed = new int[width];
    int[] scattered = new int[2 * width + 1];
    for (int j = 0; j < width; j++) {
      reversed[j] = width - 1 - j;
    }
    int[] drawn = t.samples().indices(scattered.length, width + 1);
    for (int j = 0; j < scattered.length; j++) {
      scattered[j] = drawn[j] - 1; // −1 is absent
    }
    return List.of(
        IndexMap.of(width, reversed),
        IndexMap.of(width, scattered),
        IndexMap.of(width, IndexMap.ABSENT),
        IndexMap.of(width, IndexMap.ABSENT, 0, width - 1, 0, IndexMap.ABSENT));
  }

  private static void columns(RuleList rules) {
    rules.add(
        "gatherColumns",
        1,
        "picksColumnsAndZeroWhereAbsent",
        Rule.Text.exact(
            "the same columns of every row, 0 where absent",
            "absent entries; old numbers in recycled storage"),
        t -> {
          for (int width : new int[] {1, 3, 8, 17, 65, 207}) {
            for (IndexMap map : maps(t, width)) {
              for (int m : new int[] {1, 2, 9}) {
                t.agree(
                    "%s of %d rows".formatted(map, m),
                    Trial.Bound.EXACT,
                    (ops, x) -> ops.gatherColumns(x[0], map),
                    t.samples().normalInput(Shape.of(m, width)));
              }
            }
          }
        });
    rules.add(
        "gatherColumns",
        2,
        "leavesNoTraceOfColumnsNotPicked",
        Rule.Text.exact("NaN and ∞ of other columns vanish", "a gather written as a product"),
        t -> {
          double[] special = t.samples().special();
          int n = special.length;
          t.agree(
              "special values",
              Trial.Bound.EXACT,
              (ops, x) -> ops.gatherColumns(x[0], IndexMap.of(n, 2, IndexMap.ABSENT, 0, 15, 13)),
              Trial.input(Shape.of(1, n), special));
        });
    rules.add(
        "scatterAddColumns",
        1,
        "addsRepeatsOfSmallIntegersToTheBit",
        Rule.Text.exact(
            "repeats add up, absent ones go nowhere, columns without a source are 0",
            "absent entries; old numbers in recycled storage"),
        t -> {
          for (int width : new int[] {1, 3, 8, 17, 65, 207}) {
            for (IndexMap map : maps(t, width)) {
              for (int m : new int[] {1, 2, 9}) {
                t.agree(
                    "%s of %d rows".formatted(map, m),
                    Trial.Bound.EXACT,
                    (ops, x) -> ops.scatterAddColumns(x[0], map),
                    t.samples().integerInput(Shape.of(m, map.length())));
              }
            }
          }
        });
    rules.add(
        "scatterAddColumns",
        2,
        "roundsWithinItsBound",
        new Rule.Text(
            SCATTER_BOUND,
            "repeats are added as accurately as a sum",
            "one accumulator in a lower precision"),
        t -> {
          for (int n : t.lengths()) {
            int[] places = t.samples().indices(n, 3);
            Trial.Input a = t.samples().normalInput(Shape.of(2, n));
            double[] magnitudes = new double[6];
            for (int i = 0; i < 2 * n; i++) {
              magnitudes[i / n * 3 + places[i % n]] += Math.abs(a.values()[i]);
            }
            double units = Bounds.sum(n) * t.u();
            t.agree(
                "%d columns to 3".formatted(n),
                expected -> i -> units * magnitudes[i],
                (ops, x) -> ops.scatterAddColumns(x[0], IndexMap.of(3, places)),
                a);
          }
        });
  }
}
