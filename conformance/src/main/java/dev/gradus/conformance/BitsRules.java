package dev.gradus.conformance;

import dev.gradus.conformance.Calls.Call;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;

/** Reproducible bits. */
final class BitsRules {
  /** Small, odd, and large enough that a backend splits the work between threads. */
  private static final int[][] SIZES = {{3, 5, 7}, {33, 65, 17}, {300, 257, 129}};

  private static final int[] THREADS = {1, 2, 3};

  private BitsRules() {}

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.BITS);
    rules.add(
        "rerun",
        1,
        "givesTheSameBits",
        new Rule.Text(
            "to the bit",
            "an operation is a function: the same operands, the same bits",
            "sums whose order depends on timing; compiled and interpreted code that differ"),
        t -> {
          for (int[] size : SIZES) {
            for (Call call : calls(size)) {
              double[] first = numbers(t.ops(), call);
              for (int repeat = 0; repeat < 3; repeat++) {
                t.compare(what(call, size) + ", again", first, numbers(t.ops(), call), Trial.EXACT);
              }
            }
          }
        });
    rules.add(
        "threads",
        1,
        "giveTheSameBits",
        new Rule.Text(
            "to the bit",
            "1, 2 and 3 threads give the same bits",
            "work that is split over a sum instead of over outputs"),
        t -> {
          if (!t.capabilities().sameBitsForAnyThreadCount()) {
            throw Trial.notPromised("the backend promises bits for a fixed number of threads");
          }
          threads(t);
        });
    return rules.rules();
  }

  private static List<Call> calls(int[] size) {
    return Calls.of(size[0], size[1], size[2]);
  }

  private static String what(Call call, int[] size) {
    return "%s, m=%d, n=%d, k=%d".formatted(call.name(), size[0], size[1], size[2]);
  }

  private static double[] numbers(TensorOps ops, Call call) {
    try (Scope scope = ops.scope()) {
      return call.function().apply(ops, call.operands(ops));
    }
  }

  private static void threads(Trial t) {
    List<double[]> first = new ArrayList<>();
    for (int threads : THREADS) {
      try (TensorOps ops = t.subject().openAnother(t.precision(), threads)) {
        int at = 0;
        for (int[] size : SIZES) {
          for (Call call : calls(size)) {
            double[] numbers = numbers(ops, call);
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
