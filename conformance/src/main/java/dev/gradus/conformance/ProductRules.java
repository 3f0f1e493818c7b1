package dev.gradus.conformance;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;

/** The three matrix products. */
final class ProductRules {
  private static final String BOUND = "s(k)·u·Σ|a||b|";

  private static final int LONG = 100_000;

  /** m, n, k: shapes of their own; {@link #sizes} has every length on each of the three too. */
  private static final int[][] SIZES = {
    {8, 8, 8},
    {9, 9, 9},
    {13, 17, 15},
    {16, 16, 16},
    {17, 65, 33},
    {31, 63, 33},
    {65, 33, 31},
    {1, 207, 63},
    {207, 1, 15},
    {64, 129, 65},
    {130, 17, 5},
    {100, 50, 784},
  };

  private ProductRules() {}

  static List<int[]> sizes(Trial t) {
    List<int[]> sizes = new ArrayList<>(List.of(SIZES));
    for (int length : t.lengths()) {
      sizes.add(new int[] {length, 3, 5});
      sizes.add(new int[] {3, length, 2});
      sizes.add(new int[] {2, 5, length});
    }
    if (t.full()) {
      sizes.add(new int[] {2, 3, LONG});
      sizes.add(new int[] {17, 1, LONG});
    }
    return sizes;
  }

  private interface Product {
    Tensor apply(TensorOps ops, Tensor a, Tensor b);
  }

  static List<Rule> all() {
    RuleList rules = new RuleList(Family.VALUES);
    product(rules, "matmul", false, false, TensorOps::matmul);
    product(rules, "matmulTransA", true, false, TensorOps::matmulTransA);
    product(rules, "matmulTransB", false, true, TensorOps::matmulTransB);
    return rules.rules();
  }

  private static void product(
      RuleList rules, String name, boolean transA, boolean transB, Product f) {
    Trial.Computation computation = (ops, x) -> f.apply(ops, x[0], x[1]);
    rules.add(
        name,
        1,
        "agreesOnSmallIntegersToTheBit",
        new Rule.Text(
            "to the bit",
            "every term is there once, at every block edge",
            "which operand is transposed; block and vector tails; row-major results"),
        t -> {
          for (int[] s : sizes(t)) {
            t.agree(
                what(name, s),
                Trial.Bound.EXACT,
                computation,
                t.samples().integerInput(left(s, transA)),
                t.samples().integerInput(right(s, transB)));
          }
        });
    rules.add(
        name,
        2,
        "roundsWithinItsBound",
        new Rule.Text(
            BOUND,
            "sums are as accurate as short accumulators make them",
            "one long f32 accumulator; a lower precision inside"),
        t -> {
          for (int[] s : sizes(t)) {
            Trial.Input a = t.samples().normalInput(left(s, transA));
            Trial.Input b = t.samples().normalInput(right(s, transB));
            double[] magnitudes =
                Bounds.productMagnitudes(a, transA, b, transB, Shape.of(s[0], s[1]));
            double units = Bounds.sum(s[2]) * t.u();
            t.agree(what(name, s), expected -> i -> units * magnitudes[i], computation, a, b);
          }
        });
    rules.add(
        name,
        3,
        "givesNaNAndInfinityToTheirRowsAndColumnsOnly",
        new Rule.Text(
            "to the bit",
            "what is not finite stays where it belongs",
            "padding of blocks, which 0·∞ turns into NaN"),
        t -> {
          int[] s = {17, 33, 9};
          Trial.Input a = t.samples().integerInput(left(s, transA));
          Trial.Input b = t.samples().integerInput(right(s, transB));
          int k = s[2];
          a.values()[transA ? 3 * s[0] + 5 : 5 * k + 3] = Double.NaN;
          a.values()[transA ? 8 * s[0] + 16 : 16 * k + 8] = Double.POSITIVE_INFINITY;
          b.values()[transB ? 31 * k : 31] = Double.NEGATIVE_INFINITY;
          t.agree("%s with NaN and ∞".formatted(name), Trial.Bound.EXACT, computation, a, b);
        });
  }

  private static String what(String name, int[] s) {
    return "%s of m=%d, n=%d, k=%d".formatted(name, s[0], s[1], s[2]);
  }

  private static Shape left(int[] s, boolean transposed) {
    return transposed ? Shape.of(s[2], s[0]) : Shape.of(s[0], s[2]);
  }

  private static Shape right(int[] s, boolean transposed) {
    return transposed ? Shape.of(s[1], s[2]) : Shape.of(s[2], s[1]);
  }
}
