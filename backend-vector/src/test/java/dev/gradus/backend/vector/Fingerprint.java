package dev.gradus.backend.vector;

import dev.gradus.backend.BackendConfig;
import dev.gradus.tensor.AdamStep;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A hash of the bits of each operation's results, the same wherever the bits are. */
final class Fingerprint {
  private Fingerprint() {}

  /** Prints the fingerprints of both precisions, after some rounds, and the width in lanes. */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    for (Precision precision : Precision.values()) {
      try (TensorOps ops = open(precision, 1)) {
        String text = "";
        for (int i = 0; i < rounds; i++) {
          text = of(ops, 1).toString();
        }
        System.out.println(precision + " " + text);
      }
    }
    System.out.println("lanes " + FloatLanes.LANES);
  }

  static TensorOps open(Precision precision, int threads) {
    return new VectorBackend()
        .open(BackendConfig.defaults().withPrecision(precision).withThreads(threads));
  }

  /** The hashes by operation; {@code scale} makes the operands larger. */
  @SuppressWarnings("try") // the scope makes kernels write into used arrays
  static Map<String, Integer> of(TensorOps ops, int scale) {
    Map<String, Integer> hashes = new TreeMap<>();
    int m = 23 * scale;
    int n = 37 * scale;
    int k = 50 * scale;
    try (Scope scope = ops.scope()) {
      Tensor a = random(ops, 1, m, k);
      Tensor aTransposed = random(ops, 2, k, m);
      Tensor b = random(ops, 3, k, n);
      Tensor bTransposed = random(ops, 4, n, k);
      put(hashes, "matmul", ops, ops.matmul(a, b));
      put(hashes, "matmulTransA", ops, ops.matmulTransA(aTransposed, b));
      put(hashes, "matmulTransB", ops, ops.matmulTransB(a, bTransposed));
      put(hashes, "affine", ops, ops.affine(a, bTransposed, random(ops, 5, n)));
      put(hashes, "affineRelu", ops, ops.affineRelu(a, bTransposed, random(ops, 5, n)));
      put(hashes, "exp", ops, ops.exp(a));
      put(hashes, "log", ops, ops.log(a));
      put(hashes, "sqrt", ops, ops.sqrt(a));
      put(hashes, "tanh", ops, ops.tanh(a));
      put(hashes, "expm1", ops, ops.expm1(a));
      put(hashes, "log1p", ops, ops.log1p(a));
      put(hashes, "erf", ops, ops.erf(a));
      put(hashes, "sigmoid", ops, ops.sigmoid(a));
      put(hashes, "softmax", ops, ops.softmax(a));
      put(hashes, "select", ops, ops.select(a, a, ops.scale(a, 3)));
      put(hashes, "relu", ops, ops.relu(a));
      put(hashes, "div", ops, ops.div(a, random(ops, 6, k)));
      put(hashes, "columnSums", ops, ops.columnSums(a));
      put(hashes, "rowSums", ops, ops.rowSums(a));
      put(hashes, "rowMaxima", ops, ops.rowMaxima(a));
      int[] labels = new Random(7).ints(m, 0, k).toArray();
      LossAndGradient loss = ops.softmaxCrossEntropy(a, labels);
      put(hashes, "softmaxCrossEntropy", ops, loss.gradient());
      hashes.put("loss", Double.hashCode(loss.loss()));
      put(hashes, "scatterAddRows", ops, ops.scatterAddRows(a, labels, k));
      Tensor target = random(ops, 8, m, k);
      ops.updateInPlace(target, 0.9, -0.1, a);
      put(hashes, "updateInPlace", ops, target);
      Tensor state = random(ops, 9, m, k);
      ops.momentumInPlace(target, state, a, 0.9, 0.1);
      put(hashes, "momentumInPlace", ops, target);
      Tensor square = ops.mul(a, a);
      ops.adamInPlace(target, state, square, a, new AdamStep(0.9, 0.999, 1, 0.01, 1.5, 1e-8));
      put(hashes, "adamInPlace", ops, target);
      byte[] bytes = new byte[m * k];
      new Random(10).nextBytes(bytes);
      put(
          hashes,
          "gatherBytes",
          ops,
          ops.gatherBytes(bytes, Shape.of(k), new int[] {1, 0, 5}, 255));
    }
    return hashes;
  }

  private static void put(Map<String, Integer> hashes, String name, TensorOps ops, Tensor t) {
    hashes.put(name, Arrays.hashCode(ops.doubles(t)));
  }

  private static Tensor random(TensorOps ops, long seed, int... extents) {
    Shape shape = Shape.of(extents);
    return ops.tensor(shape, new Random(seed).doubles(shape.size(), -2, 2).toArray());
  }
}
