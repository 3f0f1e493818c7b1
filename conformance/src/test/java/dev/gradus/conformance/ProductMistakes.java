package dev.gradus.conformance;

import static dev.gradus.conformance.Mutants.product;
import static dev.gradus.conformance.Mutants.productOf;

import java.util.List;

/** What goes wrong in matrix products. */
final class ProductMistakes {
  private ProductMistakes() {}

  static List<Mistake> all() {
    return List.of(
        Mistake.of(
            "a transposed operand",
            "op_matmulTransB_01",
            "which operand is transposed",
            productOf(
                (x, i, j) -> {
                  double sum = 0;
                  for (int l = 0; l < x.k(); l++) {
                    sum += x.left(i, l) * x.b()[l * x.n() + j];
                  }
                  return sum;
                })),
        Mistake.of(
            "one term dropped of 4,098",
            "op_matmul_02",
            "k=4098",
            product(
                (x, out) -> {
                  for (int i = 0; x.k() == 4098 && i < out.length; i++) {
                    out[i] -= x.left(i / x.n(), 4097) * x.right(4097, i % x.n());
                  }
                })),
        Mistake.of(
            "an off-by-one block edge",
            "op_matmul_01",
            "n=65, k=33: element 64",
            product(
                (x, out) -> {
                  if (x.n() > 64) {
                    out[64] = 0;
                  }
                })),
        Mistake.of(
            "zeros that pad a block are multiplied by what lies beside it",
            "op_matmul_03",
            "padding of blocks",
            productOf(
                (x, i, j) -> {
                  double sum = 0;
                  for (int l = 0; l < x.k(); l++) {
                    sum +=
                        x.left(i, l) * x.right(l, j) + 0 * x.right(l, Math.min(j + 1, x.n() - 1));
                  }
                  return (float) sum;
                })),
        Mistake.of(
            "products in bfloat16",
            "op_matmul_02",
            "a lower precision inside",
            productOf(
                (x, i, j) -> {
                  double sum = 0;
                  for (int l = 0; l < x.k(); l++) {
                    sum += bfloat16(x.left(i, l)) * bfloat16(x.right(l, j));
                  }
                  return (float) sum;
                })));
  }

  private static double bfloat16(double x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits((float) x) & 0xffff0000);
  }
}
