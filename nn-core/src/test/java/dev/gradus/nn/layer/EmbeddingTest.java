package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.loss.SoftmaxCrossEntropy;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(2);

  private final Parameter table =
      Parameter.weight(ops.tensor(Shape.of(3, 2), new double[] {1, 2, 3, 4, 5, 6}));
  private final Embedding layer = Embedding.of(ops, table);

  private Tensor ids(double... values) {
    return ops.tensor(Shape.of(values.length / 2, 2), values);
  }

  @Test
  void everyIdBecomesItsRow() {
    Tensor y = layer.predict(ids(2, 0, 1, 2));
    assertEquals(Shape.of(2, 2, 2), y.shape());
    assertArrayEquals(new double[] {5, 6, 1, 2, 3, 4, 5, 6}, ops.doubles(y));
    assertEquals(Shape.of(2), layer.predict(ops.full(Shape.scalar(), 1)).shape());
    assertEquals(3, layer.count());
    assertEquals(2, layer.width());
  }

  @Test
  void theGradientsOfOneIdAddUpAndIdsHaveNone() {
    Pass pass = layer.forward(ids(2, 0, 2, 2), Mode.inference());
    Gradients gradients = new Gradients(ops);
    Tensor dy = ops.tensor(Shape.of(2, 2, 2), new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    Tensor dx = pass.pullback().apply(dy, gradients, true);
    assertArrayEquals(new double[] {3, 4, 0, 0, 13, 16}, ops.doubles(gradients.of(table)));
    assertArrayEquals(new double[4], ops.doubles(dx));
    assertNull(pass.pullback().apply(dy, new Gradients(ops), false));
  }

  @Test
  void aNetworkOfWordsPassesTheGradientCheck() {
    Layer network =
        Sequential.of(
            Embedding.of(ops, 5, 3, Initializer.normal(1), random.at(0)),
            new Flatten(ops),
            Affine.of(ops, 6, 4, Initializer.xavier(), random.at(2)));
    Objective objective = new Objective(ops, network, new SoftmaxCrossEntropy(ops));
    GradientCheck.of(objective, ids(4, 0, 1, 1, 3, 4), Target.labels(0, 3, 2)).requireRight();
  }

  private String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void whatIsNoIdIsRefused() {
    assertEquals(
        "Embedding: expected ids 0 to 2, got 3.0 at position 1",
        refusal(() -> layer.predict(ids(0, 3))));
    assertEquals(
        "Embedding: expected ids 0 to 2, got -1.0 at position 0",
        refusal(() -> layer.predict(ids(-1, 0))));
    assertEquals(
        "Embedding: expected ids 0 to 2, got 0.5 at position 0",
        refusal(() -> layer.predict(ids(0.5, 0))));
    assertEquals(
        "Embedding: expected ids 0 to 2, got NaN at position 0",
        refusal(() -> layer.predict(ids(Double.NaN, 0))));
    assertEquals(
        "Embedding: expected ids of rank 3 at most, got [1, 1, 1, 1]",
        refusal(() -> layer.predict(ops.full(Shape.of(1, 1, 1, 1), 0))));
    assertEquals(
        "Embedding: expected a table [n, d], got [3]",
        refusal(() -> Embedding.of(ops, Parameter.weight(ops.full(Shape.of(3), 0)))));
    TensorOps single = new ReferenceOps(Precision.F32);
    Tensor large = single.full(Shape.of((1 << 24) + 1, 1), 0);
    assertEquals(
        "Embedding: expected at most 16777216 ids in f32, which holds no others exactly, got"
            + " [16777217, 1]; use f64",
        refusal(() -> Embedding.of(single, Parameter.weight(large))));
  }
}
