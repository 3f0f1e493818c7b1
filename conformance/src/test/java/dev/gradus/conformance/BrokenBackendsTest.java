package dev.gradus.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Shapes.Broadcast;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Backends with one mistake each, and the rule that catches it; without the mistake it passes. */
final class BrokenBackendsTest {
  private final Conformance kit = new Conformance(Extent.QUICK);

  private record Broken(
      String mistake, String caughtBy, Function<BackendConfig, TensorOps> opener) {}

  private static Broken broken(String mistake, String rule, Function<Precision, TensorOps> opener) {
    return new Broken(mistake, rule, config -> opener.apply(config.precision()));
  }

  @TestFactory
  Stream<DynamicTest> eachMistakeIsCaughtByItsRule() {
    return Stream.of(products(), elementwise(), reductions(), moves(), lifetimes(), fused())
        .flatMap(List::stream)
        .map(
            b ->
                DynamicTest.dynamicTest(b.mistake + " is caught by " + b.caughtBy, () -> check(b)));
  }

  private void check(Broken broken) {
    Rule rule =
        kit.rules().stream()
            .filter(r -> r.precision() == Precision.F32 && r.toString().equals(broken.caughtBy))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no rule " + broken.caughtBy));
    Outcome sound = run(rule, config -> new PlainOps(config.precision()));
    assertEquals(Verdict.PASSED, sound.verdict(), sound.message());
    Outcome outcome = run(rule, broken.opener);
    assertEquals(Verdict.FAILED, outcome.verdict(), "the mistake went through");
    assertFalse(outcome.message().isBlank());
    assertFalse(rule.hint().isBlank());
  }

  private Outcome run(Rule rule, Function<BackendConfig, TensorOps> opener) {
    try (Subject subject = Subject.open(new TestBackend(opener), rule.precision())) {
      return kit.run(rule, subject);
    }
  }

  private static List<Broken> products() {
    return List.of(
        broken(
            "a transposed operand",
            "op_matmulTransB_01 agreesOnSmallIntegersToTheBit",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void matmul(
                      double[] a,
                      boolean ta,
                      double[] b,
                      boolean tb,
                      double[] out,
                      int m,
                      int n,
                      int k) {
                    super.matmul(a, ta, b, false, out, m, n, k);
                  }
                }),
        broken(
            "one term dropped of 4,098",
            "op_matmul_02 roundsWithinItsBound",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void matmul(
                      double[] a,
                      boolean ta,
                      double[] b,
                      boolean tb,
                      double[] out,
                      int m,
                      int n,
                      int k) {
                    super.matmul(a, ta, b, tb, out, m, n, k);
                    if (k == 4098 && !ta && !tb) {
                      for (int i = 0; i < m * n; i++) {
                        out[i] -= a[i / n * k + k - 1] * b[(k - 1) * n + i % n];
                      }
                    }
                  }
                }),
        broken(
            "an off-by-one block edge",
            "op_matmul_01 agreesOnSmallIntegersToTheBit",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void matmul(
                      double[] a,
                      boolean ta,
                      double[] b,
                      boolean tb,
                      double[] out,
                      int m,
                      int n,
                      int k) {
                    super.matmul(a, ta, b, tb, out, m, n, k);
                    if (n > 64) {
                      out[64] = 0;
                    }
                  }
                }));
  }

  private static List<Broken> elementwise() {
    return List.of(
        broken(
            "a dropped tail",
            "op_exp_01 agreesAtEveryLength",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void unary(Unary f, double c, double[] a, double[] out, int size) {
                    super.unary(f, c, a, out, size - size % 8);
                  }
                }),
        broken(
            "NaN swallowed by ReLU",
            "op_relu_02 keepsNaN",
            p ->
                new PlainOps(p) {
                  @Override
                  double apply(Unary f, double c, double x) {
                    return f == Unary.MAX ? (x > c ? x : c) : super.apply(f, c, x);
                  }
                }),
        broken(
            "expm1 as exp − 1",
            "op_expm1_02 isAccurateNearZero",
            p ->
                new PlainOps(p) {
                  @Override
                  double apply(Unary f, double c, double x) {
                    return f == Unary.EXPM1 ? rounded(Math.exp(x)) - 1 : super.apply(f, c, x);
                  }
                }),
        broken(
            "a constant used in f64",
            "op_scale_03 roundsItsConstantFirst",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void unary(Unary f, double c, double[] a, double[] out, int size) {
                    Arrays.setAll(out, i -> rounded(apply(f, c, a[i])));
                  }
                }),
        broken(
            "a column taken as a row",
            "op_add_03 broadcastsRowColumnAndElement",
            p ->
                new PlainOps(p) {
                  @Override
                  int source(Broadcast broadcast, int row, int column, int columns) {
                    return broadcast == Broadcast.COLUMN
                        ? 0
                        : super.source(broadcast, row, column, columns);
                  }
                }),
        broken(
            "a mask that multiplies",
            "op_select_03 leavesNoTraceOfWhatIsNotChosen",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void select(
                      double[] c,
                      double[] a,
                      double[] b,
                      Broadcast broadcast,
                      double[] out,
                      int rows,
                      int columns) {
                    for (int i = 0; i < rows * columns; i++) {
                      double mask = c[i] > 0 ? 1 : 0;
                      out[i] =
                          mask * a[i]
                              + (1 - mask)
                                  * b[source(broadcast, i / columns, i % columns, columns)];
                    }
                  }
                }),
        broken(
            "a kept NaN",
            "op_updateInPlace_03 forgetsNaNWhereItKeepsNothing",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void update(
                      double[] target, double keep, double factor, double[] delta, int size) {
                    for (int i = 0; i < size; i++) {
                      target[i] = rounded(keep * target[i] + factor * delta[i]);
                    }
                  }
                }));
  }

  private static List<Broken> reductions() {
    return List.of(
        broken(
            "the last of equal maxima",
            "op_rowArgMax_02 takesTheLowestIndexOfEquals",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void rowArgMax(double[] a, int[] out, int rows, int columns) {
                    super.rowArgMax(a, out, rows, columns);
                    for (int i = 0; i < rows * columns; i++) {
                      if (a[i] == a[i / columns * columns + out[i / columns]]) {
                        out[i / columns] = i % columns;
                      }
                    }
                  }
                }),
        broken(
            "sums of the wrong axis",
            "gradient_Affine_02 agreesWithTheGradientInF64",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void columnSums(double[] a, double[] out, int rows, int columns) {
                    super.rowSums(a, out, Math.min(rows, columns), columns);
                  }
                }),
        broken(
            "one f32 accumulator",
            "op_rowSums_03 addsAMillionTerms",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void rowSums(double[] a, double[] out, int rows, int columns) {
                    for (int i = 0; i < rows; i++) {
                      float sum = 0;
                      for (int j = 0; j < columns; j++) {
                        sum += (float) a[i * columns + j];
                      }
                      out[i] = sum;
                    }
                  }
                }),
        broken(
            "a dropped last term",
            "op_rowSums_02 roundsWithinItsBound",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void rowSums(double[] a, double[] out, int rows, int columns) {
                    super.rowSums(a, out, rows, columns);
                    if (columns == 4098) {
                      out[0] = rounded(out[0] - a[4097]);
                    }
                  }
                }),
        broken(
            "a maximum that starts at 0",
            "op_rowMaxima_02 startsBelowEveryNumber",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void rowMaxima(double[] a, double[] out, int rows, int columns) {
                    super.rowMaxima(a, out, rows, columns);
                    Arrays.setAll(out, i -> Math.max(0, out[i]));
                  }
                }),
        new Broken(
            "a sum split by thread",
            "bits_threads_01 giveTheSameBits",
            config ->
                new PlainOps(config.precision()) {
                  @Override
                  protected void rowSums(double[] a, double[] out, int rows, int columns) {
                    for (int i = 0; i < rows; i++) {
                      float[] partial = new float[config.threads()];
                      for (int j = 0; j < columns; j++) {
                        partial[j % partial.length] += (float) a[i * columns + j];
                      }
                      float sum = 0;
                      for (float part : partial) {
                        sum += part;
                      }
                      out[i] = sum;
                    }
                  }
                }));
  }

  private static List<Broken> moves() {
    return List.of(
        broken(
            "a gather that forgets absent",
            "op_gatherColumns_01 picksColumnsAndZeroWhereAbsent",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void gatherColumns(double[] a, IndexMap map, double[] out, int rows) {
                    for (int i = 0; i < rows * map.length(); i++) {
                      int from = map.source(i % map.length());
                      out[i] = from < 0 ? out[i] : a[i / map.length() * map.sourceColumns() + from];
                    }
                  }
                }),
        broken(
            "a scatter onto old numbers",
            "op_scatterAddRows_01 addsRepeatsOfSmallIntegersToTheBit",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void scatterAddRows(
                      double[] a, int[] rows, double[] out, int rowCount, int columns) {
                    for (int i = 0; i < a.length; i++) {
                      out[rows[i / columns] * columns + i % columns] += a[i];
                    }
                  }
                }));
  }

  private static List<Broken> lifetimes() {
    return List.of(
        broken(
            "a result that is its operand",
            "contract_results_01 areNewTensors",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor relu(Tensor x) {
                    return Arrays.stream(doubles(x)).allMatch(v -> v >= 0) ? x : super.relu(x);
                  }
                }),
        broken(
            "an operand used as scratch",
            "contract_operands_01 areNotModified",
            p ->
                new PlainOps(p) {
                  @Override
                  protected void rowSums(double[] a, double[] out, int rows, int columns) {
                    super.rowSums(a, out, rows, columns);
                    a[0] = out[0];
                  }
                }),
        broken(
            "storage given out twice",
            "contract_results_02 keepTheirNumbersWhileOthersAreMade",
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
        broken(
            "a result outside its scope",
            "contract_scope_03 freesEveryResult",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor sigmoid(Tensor x) {
                    return CompletableFuture.supplyAsync(() -> super.sigmoid(x)).join();
                  }
                }),
        broken(
            "a close that closes nothing",
            "contract_operations_01 areRefusedAfterClose",
            p ->
                new PlainOps(p) {
                  @Override
                  public void close() {}
                }));
  }

  private static List<Broken> fused() {
    return List.of(
        broken(
            "softmax without the shift",
            "op_softmax_02 staysFiniteForLargeLogits",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor softmax(Tensor x) {
                    Tensor e = exp(x);
                    return div(e, rowSums(e));
                  }
                }),
        broken(
            "a missing shape check",
            "error_tanhGrad_01 rejectsAGradientOfAnotherShape",
            p ->
                new PlainOps(p) {
                  @Override
                  public Tensor tanhGrad(Tensor y, Tensor dy) {
                    return mul(y, dy);
                  }
                }),
        broken(
            "labels off by one",
            "op_softmaxCrossEntropy_int_01 agreesInLossAndGradient",
            p ->
                new PlainOps(p) {
                  @Override
                  public LossAndGradient softmaxCrossEntropy(Tensor logits, int[] labels) {
                    int n = logits.shape().columns();
                    return super.softmaxCrossEntropy(
                        logits, Arrays.stream(labels).map(label -> (label + 1) % n).toArray());
                  }
                }),
        broken(
            "a loss not divided by the batch",
            "book_cross_entropy_03 isDividedByTheBatchSize",
            p ->
                new PlainOps(p) {
                  @Override
                  public double sum(Tensor a) {
                    Shape shape = a.shape();
                    return super.sum(a) * (shape.rank() == 2 ? shape.rows() : 1);
                  }
                }));
  }
}
