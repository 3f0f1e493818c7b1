package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.check.GradientCheck;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);

  private final List<Layer> all =
      List.of(
          new LeakyRelu(ops),
          new LeakyRelu(ops, 0.2),
          new Elu(ops),
          new Elu(ops, 1.5),
          new Gelu(ops),
          new Gelu(ops, Gelu.Form.TANH),
          new Silu(ops),
          new Softplus(ops),
          new LogSoftmax(ops));

  private Tensor row(double... values) {
    return ops.tensor(Shape.of(1, values.length), values);
  }

  private double at(Layer layer, double x) {
    return ops.doubles(layer.predict(row(x)))[0];
  }

  private double slope(Layer layer, double x) {
    Pass pass = layer.forward(row(x), Mode.inference());
    return ops.doubles(pass.pullback().apply(row(1), new Gradients(ops), true))[0];
  }

  @Test
  void everyActivationPassesTheGradientCheck() {
    Tensor x = ops.tensor(Shape.of(2, 5), new double[] {-6, -1.5, -0.3, 0.2, 1, 4, -3, 2, 9, -9});
    for (Layer layer : all) {
      GradientCheck.of(ops, layer, x).requireRight();
    }
  }

  @Test
  void aGradientThatIsNotWantedIsNotComputed() {
    for (Layer layer : all) {
      Pass pass = layer.forward(row(1, -1), Mode.inference());
      assertNull(pass.pullback().apply(row(1, 1), new Gradients(ops), false), layer.toString());
    }
  }

  @Test
  void theirValuesAreThoseOfTheirFormulas() {
    assertEquals(-0.02, at(new LeakyRelu(ops), -2), 1e-14);
    assertEquals(2, at(new LeakyRelu(ops), 2));
    assertEquals(1.5 * Math.expm1(-2), at(new Elu(ops, 1.5), -2), 1e-14);
    assertEquals(2, at(new Elu(ops, 1.5), 2));
    assertEquals(2 / (1 + Math.exp(-2)), at(new Silu(ops), 2), 1e-14);
    assertEquals(Math.log(1 + Math.exp(2)), at(new Softplus(ops), 2), 1e-14);
    assertEquals(2 * 0.977249868051821, at(new Gelu(ops), 2), 1e-14, "Φ(2)");
    double u = Math.sqrt(2 / Math.PI) * (2 + 0.044715 * 8);
    assertEquals(1 + Math.tanh(u), at(new Gelu(ops, Gelu.Form.TANH), 2), 1e-14);
    double[] logarithms = ops.doubles(new LogSoftmax(ops).predict(row(3, 0)));
    assertEquals(-Math.log(1 + Math.exp(-3)), logarithms[0], 1e-15);
  }

  @Test
  void theirSlopesAtZeroAreThoseOfPyTorch() {
    assertEquals(0.2, slope(new LeakyRelu(ops, 0.2), 0));
    assertEquals(1.5, slope(new Elu(ops, 1.5), 0));
    assertEquals(0.5, slope(new Gelu(ops), 0));
    assertEquals(0.5, slope(new Gelu(ops, Gelu.Form.TANH), 0));
    assertEquals(0.5, slope(new Silu(ops), 0));
    assertEquals(0.5, slope(new Softplus(ops), 0));
  }

  @Test
  void farOutTheyNeitherOverflowNorLoseTheirSlope() {
    for (Layer layer :
        List.of(new Elu(ops), new Softplus(ops), new Silu(ops), new LeakyRelu(ops))) {
      assertEquals(1000, at(layer, 1000), layer.toString());
      assertEquals(1, slope(layer, 1000), layer.toString());
    }
    assertEquals(Math.exp(-30), slope(new Elu(ops), -30), 1e-27, "y + α would leave 3 digits");
    assertEquals(Math.exp(-700), at(new Softplus(ops), -700), 1e-310);
    assertEquals(-1, at(new Elu(ops), -1000));
    assertEquals(1000, at(new Gelu(ops), 1000));
    double tail = at(new Gelu(ops, Gelu.Form.TANH), -6);
    double twiceU = 2 * Math.sqrt(2 / Math.PI) * (-6 - 0.044715 * 216);
    assertEquals(1, tail / (-6 / (1 + Math.exp(-twiceU))), 1e-12, "relative: 1 + tanh leaves none");
  }

  @Test
  void nanStaysNan() {
    for (Layer layer : all) {
      double[] y = ops.doubles(layer.predict(row(Double.NaN, 1)));
      assertEquals(Double.NaN, y[0], layer.toString());
    }
  }

  @Test
  void thePatternChangesWhereADerivativeJumps() {
    for (Layer layer : List.of(new LeakyRelu(ops), new Elu(ops))) {
      assertNotEquals(layer.activationPattern(row(1e-6)), layer.activationPattern(row(-1e-6)));
      assertEquals(layer.activationPattern(row(1)), layer.activationPattern(row(2)));
    }
  }

  @Test
  void argumentsThatAreNotFiniteAreRefused() {
    assertEquals(
        "LeakyReLU: expected a finite slope, got NaN",
        assertThrows(IllegalArgumentException.class, () -> new LeakyRelu(ops, Double.NaN))
            .getMessage());
    assertEquals(
        "ELU: expected a finite α, got Infinity",
        assertThrows(IllegalArgumentException.class, () -> new Elu(ops, Double.POSITIVE_INFINITY))
            .getMessage());
  }

  @Test
  void theirTextsSayTheirArguments() {
    assertEquals(
        List.of(
            "LeakyReLU 0.01",
            "LeakyReLU 0.2",
            "ELU 1.0",
            "ELU 1.5",
            "GELU",
            "GELU by tanh",
            "SiLU",
            "Softplus",
            "LogSoftmax"),
        all.stream().map(Layer::toString).toList());
    assertArrayEquals(
        new double[] {0.01, 1.5},
        new double[] {new LeakyRelu(ops).slope(), new Elu(ops, 1.5).alpha()});
    assertEquals(Gelu.Form.EXACT, new Gelu(ops).form());
  }
}
