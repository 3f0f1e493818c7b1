package dev.gradus.conformance;

import static dev.gradus.conformance.Mutants.rowSums;

import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What goes wrong with operands, results, scopes, and shapes that do not fit. */
final class ContractMistakes {
  private ContractMistakes() {}

  static List<Mistake> all() {
    return List.of(
        Mistake.of(
            "a result that is its operand",
            "contract_results_01",
            "returning the operand, or its storage, as the result",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor relu(Tensor x) {
                    return Arrays.stream(doubles(x)).allMatch(v -> v >= 0) ? x : super.relu(x);
                  }
                }),
        Mistake.of(
            "an operand used as scratch",
            "contract_operands_01",
            "operand 0 of rowSums",
            rowSums((a, out, rows, columns) -> a[0] = out[0])),
        Mistake.of(
            "a divisor inverted where it lies, and put back",
            "contract_operands_02",
            "div of one tensor",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void binary(
                      Binary f,
                      double[] a,
                      double[] b,
                      Broadcast broadcast,
                      double[] out,
                      int rows,
                      int columns) {
                    double[] before = b.clone();
                    if (f == Binary.DIV) {
                      Arrays.setAll(b, i -> rounded(1 / b[i]));
                    }
                    super.binary(
                        f == Binary.DIV ? Binary.MUL : f, a, b, broadcast, out, rows, columns);
                    System.arraycopy(before, 0, b, 0, b.length);
                  }
                }),
        Mistake.of(
            "views taken for something else",
            "contract_operands_03",
            "softmax of views",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor softmax(Tensor x) {
                    return super.softmax(x.isView() ? scale(x, 2) : x);
                  }
                }),
        Mistake.of(
            "a form that never asks whose its operand is",
            "contract_operands_04",
            "does not take its operands through storage(…)",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor reluGrad(Tensor y, Tensor dy) {
                    Tensor own = full(y.shape(), 1);
                    return super.reluGrad(own, dy);
                  }
                }),
        Mistake.of(
            "a stale buffer, recycled while it is in use",
            "contract_results_02",
            "storage that is recycled too early",
            p ->
                new PlainOps(p) {
                  private final Map<Integer, double[]> stale = new ConcurrentHashMap<>();

                  @Override
                  protected double[] allocate(int size) {
                    return size == 9
                        ? stale.computeIfAbsent(size, double[]::new)
                        : super.allocate(size);
                  }
                }),
        Mistake.of(
            "a result that leaks out of its scope",
            "contract_scope_03",
            "outlived its scope",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor sigmoid(Tensor x) {
                    return CompletableFuture.supplyAsync(() -> super.sigmoid(x)).join();
                  }
                }),
        Mistake.of(
            "a close that closes nothing",
            "contract_operations_01",
            "close() that does not call super.close()",
            p ->
                new PlainOps(p) {
                  @Override
                  public void close() {}
                }),
        new Mistake(
            "another precision than the one asked for",
            "op_precision_01",
            "opened in f64, f32 was asked for",
            new TestBackend(config -> new PlainOps(Precision.F64))),
        Mistake.of(
            "a number of threads that is none",
            "op_threads_01",
            "threads() is 0",
            p ->
                new PlainOps(p) {
                  @Override
                  public int threads() {
                    return 0;
                  }
                }),
        Mistake.of(
            "a missing shape check",
            "error_tanhGrad_01",
            "does not ask Shapes",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor tanhGrad(Tensor y, Tensor dy) {
                    return mul(y, dy);
                  }
                }),
        Mistake.of(
            "a bias that broadcasts",
            "error_affine_03",
            "expected a bias [5] for weights [5, 3], got []",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor affine(Tensor x, Tensor w, Tensor b) {
                    return add(matmulTransB(x, w), b);
                  }
                }),
        Mistake.of(
            "a label that is not checked",
            "error_softmaxCrossEntropy_int_02",
            "label 3 at position 1, expected 0 to 2",
            p ->
                new PlainOps(p) {
                  @Override
                  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
                    Shape shape = logits.shape();
                    double[] oneHot = new double[shape.size()];
                    for (int i = 0; i < labels.length; i++) {
                      oneHot[(i * shape.columns() + labels[i]) % oneHot.length] = 1;
                    }
                    return super.softmaxCrossEntropy(logits, tensor(shape, oneHot));
                  }
                }));
  }
}
