package dev.gradus.conformance;

import dev.gradus.conformance.Calls.Call;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;

/** Reproducible bits. */
final class BitsRules {
  /** Enough that a backend splits the work between threads. */
  private static final int[] LARGE = {300, 257, 129};

  private static final int[][] SIZES = {{3, 5, 7}, {33, 65, 17}, LARGE};

  /** For code that is not compiled. */
  private static final int[][] SMALL = {{3, 5, 7}, {17, 33, 9}};

  /** Enough rounds over {@link #SMALL} for every loop to be compiled by the last compiler. */
  private static final int ROUNDS = 100;

  private static final int[] THREADS = {1, 2, 3, 8};

  private BitsRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.BITS);
    rules.add(
        "rerun",
        1,
        "givesTheSameBits",
        Rule.Text.exact(
            "an operation is a function: the same operands, the same bits",
            "sums whose order depends on timing; compiled and interpreted code that differ"),
        t -> {
          for (int[] size : t.full() ? SIZES : SMALL) {
            for (Call call : calls(size)) {
              double[] first = call.numbers(t.ops(), 0);
              for (int repeat = 0; repeat < 3; repeat++) {
                t.compare(
                    what(call, size) + ", again", first, call.numbers(t.ops(), 0), Trial.EXACT);
              }
            }
          }
        });
    rules.add(
        "threads",
        1,
        "giveTheSameBits",
        Rule.Text.exact(
            "1, 2, 3 and 8 threads give the same bits",
            "work that is split over a sum instead of over outputs"),
        t -> {
          if (!t.capabilities().sameBitsForAnyThreadCount()) {
            throw Trial.notPromised("the backend promises bits for a fixed number of threads");
          }
          threads(t);
        });
    rules.add(
        "processes",
        1,
        "giveTheSameBits",
        Rule.Text.exact(
            "two fresh processes give the bits of this one",
            "identity hash codes, addresses, the time or a seed in what is computed"),
        t -> {
          int[][] sizes = t.full() ? SIZES : SMALL;
          try (FreshProcess one = BitsProcess.start(t, List.of(), sizes);
              FreshProcess two = BitsProcess.start(t, List.of(), sizes)) {
            List<String> expected = BitsProcess.bits(t.ops(), sizes);
            same(t, "a fresh process", expected, one.lines());
            same(t, "a second process", expected, two.lines());
          }
        });
    rules.add(
        "compilation",
        1,
        "givesTheSameBits",
        Rule.Text.exact(
            "interpreted code (-Xint) gives the bits of compiled code",
            "intrinsics that round differently: Math instead of StrictMath, fma in one of both"),
        t -> {
          try (FreshProcess interpreted = BitsProcess.start(t, List.of("-Xint"), SMALL)) {
            List<String> expected = BitsProcess.bits(t.ops(), SMALL);
            for (int round = 1; round < ROUNDS; round++) {
              same(t, "round " + round, expected, BitsProcess.bits(t.ops(), SMALL));
            }
            same(t, "interpreted code", expected, interpreted.lines());
          }
        });
    return rules.rules();
  }

  private static void same(Trial t, String who, List<String> expected, List<String> actual) {
    t.holds(
        expected.size() == actual.size(),
        () -> "%s computed %d of %d".formatted(who, actual.size(), expected.size()));
    for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
      String right = expected.get(i);
      String found = actual.get(i);
      t.holds(right.equals(found), () -> "%s: expected %s, got %s".formatted(who, right, found));
    }
  }

  static List<Call> calls(int[] size) {
    return Calls.of(size[0], size[1], size[2]);
  }

  static String what(Call call, int[] size) {
    return "%s, m=%d, n=%d, k=%d".formatted(call.name(), size[0], size[1], size[2]);
  }

  private static void threads(Trial t) {
    int[][] sizes = t.full() ? SIZES : new int[][] {LARGE};
    List<double[]> first = new ArrayList<>();
    for (int threads : THREADS) {
      try (TensorOps ops = t.subject().openAnother(t.precision(), threads)) {
        int at = 0;
        for (int[] size : sizes) {
          for (Call call : calls(size)) {
            double[] numbers = call.numbers(ops, 0);
            if (threads == THREADS[0]) {
              first.add(numbers);
            } else {
              t.compare(
                  "%s on %d threads".formatted(what(call, size), threads),
                  first.get(at),
                  numbers,
                  Trial.EXACT);
            }
            at++;
          }
        }
      }
    }
  }
}
