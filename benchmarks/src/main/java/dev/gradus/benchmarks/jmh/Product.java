package dev.gradus.benchmarks.jmh;

import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A matrix product, written as its operands lie in memory: {@code 100x784*50x784'} is x·Wᵀ.
 *
 * @param left rows and columns as they lie in memory
 * @param transposeLeft whether the left operand is transposed
 * @param right rows and columns as they lie in memory
 * @param transposeRight whether the right operand is transposed
 */
record Product(int[] left, boolean transposeLeft, int[] right, boolean transposeRight) {
  private static final Pattern FORM = Pattern.compile("(\\d+)x(\\d+)('?)\\*(\\d+)x(\\d+)('?)");

  static Product parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "product: expected the form 100x784*50x784', got '" + text + "'");
    }
    int[] n = IntStream.of(1, 2, 4, 5).map(g -> Integer.parseInt(matcher.group(g))).toArray();
    return new Product(
        new int[] {n[0], n[1]},
        !matcher.group(3).isEmpty(),
        new int[] {n[2], n[3]},
        !matcher.group(6).isEmpty());
  }

  /** Multiplications and additions. */
  double operations() {
    int inner = transposeLeft ? left[0] : left[1];
    int rows = transposeLeft ? left[1] : left[0];
    int columns = transposeRight ? right[0] : right[1];
    return 2.0 * rows * inner * columns;
  }

  BinaryOperator<Tensor> on(TensorOps ops) {
    if (transposeLeft) {
      return ops::matmulTransA;
    }
    return transposeRight ? ops::matmulTransB : ops::matmul;
  }
}
