package dev.gradus.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClippingTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final Parameter first = Parameter.weight(ops.full(Shape.of(2), 0));
  private final Parameter second = Parameter.bias(ops.full(Shape.of(1), 0));

  private Map<Parameter, Tensor> gradients(double a, double b, double c) {
    Map<Parameter, Tensor> gradients = new LinkedHashMap<>();
    gradients.put(first, ops.tensor(Shape.of(2), new double[] {a, b}));
    gradients.put(second, ops.tensor(Shape.of(1), new double[] {c}));
    return gradients;
  }

  private void assertClipped(Clipping clipping, double[] expected, Map<Parameter, Tensor> from) {
    Map<Parameter, Tensor> clipped = clipping.apply(ops, from);
    double[] ofFirst = ops.doubles(clipped.get(first));
    double[] actual = {ofFirst[0], ofFirst[1], ops.doubles(clipped.get(second))[0]};
    assertArrayEquals(expected, actual, 1e-15);
  }

  @Test
  void theNormIsOfAllGradientsTogetherAndTheDirectionStays() {
    assertEquals(13, Clipping.globalNorm(ops, gradients(3, -4, 12)), 1e-15);
    assertClipped(Clipping.byGlobalNorm(6.5), new double[] {1.5, -2, 6}, gradients(3, -4, 12));
  }

  @Test
  void aNormWithinTheLimitIsLeftAlone() {
    Map<Parameter, Tensor> gradients = gradients(3, -4, 12);
    assertSame(gradients, Clipping.byGlobalNorm(13).apply(ops, gradients));
    assertSame(gradients, Clipping.none().apply(ops, gradients));
  }

  @Test
  void valuesAreLimitedOnBothSides() {
    assertClipped(Clipping.byValue(3.5), new double[] {3, -3.5, 3.5}, gradients(3, -4, 12));
  }

  @Test
  void noNumberAndInfinityReachTheGuardUnhidden() {
    Map<Parameter, Tensor> gradients = gradients(Double.POSITIVE_INFINITY, 1, 2);
    assertSame(gradients, Clipping.byGlobalNorm(1).apply(ops, gradients));
    assertClipped(
        Clipping.byValue(1), new double[] {Double.NaN, 1, 1}, gradients(Double.NaN, 1, 2));
  }

  @Test
  void clippingComesBeforeWeightDecay() {
    Parameter weight = Parameter.weight(ops.full(Shape.of(1), 10));
    Optimizer optimizer =
        Optimizer.builder(ops, Map.of("weight", weight), new Sgd(1).withWeightDecay(0.1))
            .clipping(Clipping.byGlobalNorm(2))
            .build();
    Gradients gradients = new Gradients(ops);
    gradients.add(weight, ops.full(Shape.of(1), 100));
    optimizer.step(gradients);
    assertArrayEquals(new double[] {10 - 2 - 1}, ops.doubles(weight.value()), 1e-14);
  }
}
