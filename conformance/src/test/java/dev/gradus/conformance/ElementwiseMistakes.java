package dev.gradus.conformance;

import static dev.gradus.conformance.Mutants.function;

import dev.gradus.tensor.Kernels.Binary;
import dev.gradus.tensor.Kernels.Unary;
import dev.gradus.tensor.Shapes.Broadcast;
import java.util.Arrays;
import java.util.List;

/** What goes wrong element by element, and where numbers come in and go out. */
final class ElementwiseMistakes {
  private ElementwiseMistakes() {}

  static List<Mistake> all() {
    return List.of(
        Mistake.of(
            "the tail after whole vectors dropped",
            "op_exp_01",
            "the loop's tail",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void unary(Unary f, double c, double[] a, double[] out, int size) {
                    super.unary(f, c, a, out, size - size % 8);
                  }
                }),
        Mistake.of(
            "a fill that leaves the last element",
            "op_full_01",
            "the kernel fill, its tail",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void fill(double[] out, double value, int size) {
                    super.fill(out, value, size > 1 ? size - 1 : size);
                  }
                }),
        Mistake.of(
            "f64 cut to f32 instead of rounded",
            "op_tensor_double_01",
            "rounding to f32",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void store(double[] values, double[] out) {
                    super.store(values, out);
                    for (int i = 0; i < values.length; i++) {
                      boolean up = Math.abs(out[i]) > Math.abs(values[i]);
                      out[i] = up ? Math.nextAfter((float) out[i], 0) : out[i];
                    }
                  }
                }),
        Mistake.of(
            "a − b computed as b − a",
            "op_sub_01",
            "sub [1]: element 0",
            function(Binary.SUB, (x, y) -> y - x)),
        Mistake.of(
            "a quotient as a product with the reciprocal",
            "op_div_01",
            "equal bits asked for",
            function(Binary.DIV, (x, y) -> x * (float) (1 / y))),
        Mistake.of(
            "subnormals flushed to zero",
            "op_mul_04",
            "flush-to-zero modes",
            function(
                Binary.MUL, (x, y) -> Math.abs(x * y) < Float.MIN_NORMAL ? 0 * (x * y) : x * y)),
        Mistake.of(
            "a column taken as a row",
            "op_add_03",
            "the index of b for each kind of broadcast",
            p ->
                new PlainOps(p) {
                  @Override
                  int source(Broadcast broadcast, int row, int column, int columns) {
                    return broadcast == Broadcast.COLUMN
                        ? 0
                        : super.source(broadcast, row, column, columns);
                  }
                }),
        Mistake.of(
            "a constant used in f64",
            "op_scale_03",
            "the cast of the constant",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void unary(Unary f, double c, double[] a, double[] out, int size) {
                    Arrays.setAll(out, i -> rounded(apply(f, c, a[i])));
                  }
                }),
        Mistake.of(
            "NaN swallowed by ReLU",
            "op_relu_02",
            "x > 0 ? x : 0, which NaN fails",
            function(Unary.MAX, (x, c) -> x > c ? x : c)),
        Mistake.of(
            "a square root of the reciprocal square root's digits",
            "op_sqrt_01",
            "equal bits asked for",
            function(Unary.SQRT, (x, c) -> x * (float) (1 / Math.sqrt(x)))),
        Mistake.of(
            "expm1 as exp − 1",
            "op_expm1_02",
            "a difference of nearly equal numbers",
            function(Unary.EXPM1, (x, c) -> (float) Math.exp(x) - 1)),
        Mistake.of(
            "log1p as log of 1 + x",
            "op_log1p_02",
            "log1p near 0",
            function(Unary.LOG1P, (x, c) -> Math.log((float) (1 + x)))),
        Mistake.of(
            "tanh of exponentials that overflow",
            "op_tanh_03",
            "clamping of the argument",
            function(Unary.TANH, (x, c) -> (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1))),
        Mistake.of(
            "erf by a formula of seven digits",
            "op_erf_02",
            "erf near 0",
            function(Unary.ERF, (x, c) -> sevenDigits(x))),
        Mistake.of(
            "a mask that multiplies",
            "op_select_03",
            "a mask that is multiplied",
            p ->
                new PlainOps(p) {
                  @Override
                  double choose(double c, double x, double y) {
                    double mask = c > 0 ? 1 : 0;
                    return mask * x + (1 - mask) * y;
                  }
                }),
        Mistake.of(
            "a condition that NaN passes",
            "op_select_04",
            "!(c <= 0) instead of c > 0",
            p ->
                new PlainOps(p) {
                  @Override
                  double choose(double c, double x, double y) {
                    return c <= 0 ? y : x;
                  }
                }),
        Mistake.of(
            "an update that keeps NaN although it keeps nothing",
            "op_updateInPlace_03",
            "keep = 0 needs a branch of its own",
            p ->
                new PlainOps(p) {
                  @Override
                  double updated(double target, double keep, double factor, double delta) {
                    return keep * target + factor * delta;
                  }
                }),
        Mistake.of(
            "an update that writes its target before it reads delta",
            "op_updateInPlace_04",
            "updateInPlace with itself [1]",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void update(
                      double[] target, double keep, double factor, double[] delta, int size) {
                    for (int i = 0; i < size; i++) {
                      target[i] = keep == 0 ? 0 : keep * target[i];
                      target[i] = rounded(target[i] + factor * delta[i]);
                    }
                  }
                }));
  }

  /** Abramowitz and Stegun, 7.1.26: an absolute error of 1.5e-7. */
  private static double sevenDigits(double x) {
    double t = 1 / (1 + 0.3275911 * Math.abs(x));
    double polynomial =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return Math.signum(x) * (1 - polynomial * Math.exp(-x * x));
  }
}
