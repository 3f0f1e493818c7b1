package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResidualTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(8);
  private final Tensor x = ops.tensor(Shape.of(2, 3), new double[] {1, -2, 0.5, 3, 4, -1});

  private Affine affine(int in, int out) {
    return Affine.of(ops, in, out, Initializer.xavier(), random.at(out));
  }

  @Test
  void addsTheInputToWhatTheLayersMakeOfIt() {
    Layer inner = Sequential.of(affine(3, 5), new Relu(ops), affine(5, 3));
    Residual residual = new Residual(ops, ((Sequential) inner).layers());
    Tensor expected = ops.add(x, inner.predict(x));
    assertArrayEquals(ops.doubles(expected), ops.doubles(residual.predict(x)));
    assertArrayEquals(
        ops.doubles(expected), ops.doubles(residual.forward(x, Mode.inference()).output()));
    assertEquals(inner.parameters().keySet(), residual.parameters().keySet());
    GradientCheck.of(ops, residual, x).requireRight();
  }

  @Test
  void computesTheInputsGradientOnlyWhereItIsWanted() {
    Pass pass = new Residual(ops, affine(3, 3)).forward(x, Mode.inference());
    assertNull(pass.pullback().apply(x, new Gradients(ops), false));
  }

  @Test
  void tellsTheKinksInside() {
    Residual residual = new Residual(ops, new Relu(ops));
    Tensor other = ops.scale(x, -1);
    assertNotEquals(residual.activationPattern(x), residual.activationPattern(other));
  }

  @Test
  void refusesLayersThatChangeTheShape() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new Residual(ops, affine(3, 1)).predict(x))
            .getMessage();
    assertTrue(message.startsWith("Residual: expected two equal shapes"), message);
    assertThrows(IllegalArgumentException.class, () -> new Residual(ops, List.of()));
    assertEquals("Residual[ReLU]", new Residual(ops, new Relu(ops)).toString());
  }
}
