package dev.gradus.conformance;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.IndexMap;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every operation that reads tensors, as a call that rules about all operations make. */
final class Calls {
  private Calls() {}

  /** What an operation makes of its operands, as numbers of the host. */
  interface Function {
    double[] apply(TensorOps ops, Tensor... operands);
  }

  /**
   * One operation.
   *
   * @param name its name
   * @param operands the shapes of its tensors
   * @param result calls it for the tensor that it gives; empty if it gives numbers alone
   * @param function calls it for all that it gives
   */
  record Call(String name, List<Shape> operands, Optional<Computation> result, Function function) {
    Tensor[] operands(TensorOps ops) {
      return operands(ops, 0);
    }

    /** Other numbers for each variant. */
    Tensor[] operands(TensorOps ops, int variant) {
      RandomSource random = RandomSource.ofSeed(1).at(name).at(variant);
      Tensor[] tensors = new Tensor[operands.size()];
      for (int i = 0; i < tensors.length; i++) {
        double[] values = new double[operands.get(i).size()];
        for (int j = 0; j < values.length; j++) {
          values[j] = 0.05 + 0.9 * random.at(i).uniform(j); // fits every function
        }
        tensors[i] = ops.tensor(operands.get(i), values);
      }
      return tensors;
    }

    /** What it gives, in a scope of its own. */
    double[] numbers(TensorOps ops, int variant) {
      try (Scope scope = ops.scope()) {
        return function.apply(ops, operands(ops, variant));
      }
    }
  }

  /** All calls, on matrices of this size. */
  static List<Call> of(int m, int n, int k) {
    Shape a = Shape.of(m, n);
    int[] rows = new int[m];
    int[] labels = new int[m];
    int[] columns = new int[n];
    for (int i = 0; i < m; i++) {
      rows[i] = (i * 7 + 3) % m;
      labels[i] = (i * 5 + 1) % n;
    }
    for (int j = 0; j < n; j++) {
      columns[j] = (j * 11 + 5) % (n + 1) - 1;
    }
    IndexMap map = IndexMap.of(n, columns);
    return List.of(
        numbers("floats", a, (ops, x) -> HostRules.doubles(ops.floats(x[0]))),
        numbers("doubles", a, (ops, x) -> ops.doubles(x[0])),
        one("reshape", a, (ops, x) -> ops.reshape(x, Shape.of(m * n))),
        two("matmul", Shape.of(m, k), Shape.of(k, n), TensorOps::matmul),
        two("matmulTransA", Shape.of(k, m), Shape.of(k, n), TensorOps::matmulTransA),
        two("matmulTransB", Shape.of(m, k), Shape.of(n, k), TensorOps::matmulTransB),
        two("add", a, a, TensorOps::add),
        two("sub", a, Shape.of(n), TensorOps::sub),
        two("mul", a, Shape.of(m, 1), TensorOps::mul),
        two("div", a, a, TensorOps::div),
        one("addScalar", a, (ops, x) -> ops.addScalar(x, 0.1)),
        one("scale", a, (ops, x) -> ops.scale(x, 0.1)),
        one("max", a, (ops, x) -> ops.max(x, 0.5)),
        tensor("select", List.of(a, a, a), (ops, x) -> ops.select(x[0], x[1], x[2])),
        one("exp", a, TensorOps::exp),
        one("log", a, TensorOps::log),
        one("sqrt", a, TensorOps::sqrt),
        one("tanh", a, TensorOps::tanh),
        one("expm1", a, TensorOps::expm1),
        one("log1p", a, TensorOps::log1p),
        one("erf", a, TensorOps::erf),
        one("columnSums", a, TensorOps::columnSums),
        one("rowSums", a, TensorOps::rowSums),
        one("rowMaxima", a, TensorOps::rowMaxima),
        numbers(
            "rowArgMax",
            a,
            (ops, x) -> Arrays.stream(ops.rowArgMax(x[0])).asDoubleStream().toArray()),
        one("gatherRows", a, (ops, x) -> ops.gatherRows(x, rows)),
        one("scatterAddRows", a, (ops, x) -> ops.scatterAddRows(x, rows, m)),
        one("gatherColumns", a, (ops, x) -> ops.gatherColumns(x, map)),
        one("scatterAddColumns", a, (ops, x) -> ops.scatterAddColumns(x, map)),
        tensor(
            "affine",
            List.of(Shape.of(m, k), Shape.of(n, k), Shape.of(n)),
            (ops, x) -> ops.affine(x[0], x[1], x[2])),
        tensor(
            "affineRelu",
            List.of(Shape.of(m, k), Shape.of(n, k), Shape.of(n)),
            (ops, x) -> ops.affineRelu(x[0], x[1], x[2])),
        one("relu", a, TensorOps::relu),
        two("reluGrad", a, a, TensorOps::reluGrad),
        one("sigmoid", a, TensorOps::sigmoid),
        two("sigmoidGrad", a, a, TensorOps::sigmoidGrad),
        two("tanhGrad", a, a, TensorOps::tanhGrad),
        one("softmax", a, TensorOps::softmax),
        two("softmaxGrad", a, a, TensorOps::softmaxGrad),
        one("logSoftmax", a, TensorOps::logSoftmax),
        loss(
            "softmaxCrossEntropy(int[])",
            List.of(a),
            (ops, x) -> ops.softmaxCrossEntropy(x[0], labels)),
        loss(
            "softmaxCrossEntropy(Tensor)",
            List.of(a, a),
            (ops, x) -> ops.softmaxCrossEntropy(x[0], x[1])),
        numbers("sum", a, (ops, x) -> new double[] {ops.sum(x[0])}));
  }

  private static Call numbers(String name, Shape a, Function f) {
    return new Call(name, List.of(a), Optional.empty(), f);
  }

  private static Call tensor(String name, List<Shape> operands, Computation f) {
    return new Call(name, operands, Optional.of(f), (ops, x) -> ops.doubles(f.apply(ops, x)));
  }

  private static Call one(String name, Shape a, Computation.Unary f) {
    return tensor(name, List.of(a), Computation.of(f));
  }

  private static Call two(String name, Shape a, Shape b, Computation.Binary f) {
    return tensor(name, List.of(a, b), Computation.of(f));
  }

  private interface Loss {
    LossAndGradient apply(TensorOps ops, Tensor... operands);
  }

  private static Call loss(String name, List<Shape> operands, Loss f) {
    return new Call(
        name,
        operands,
        Optional.of((ops, x) -> f.apply(ops, x).gradient()),
        (ops, x) -> {
          LossAndGradient result = f.apply(ops, x);
          double[] gradient = ops.doubles(result.gradient());
          double[] numbers = Arrays.copyOf(gradient, gradient.length + 1);
          numbers[gradient.length] = result.loss();
          return numbers;
        });
  }
}
