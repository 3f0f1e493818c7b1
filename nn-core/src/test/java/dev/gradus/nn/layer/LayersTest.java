package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

class LayersTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(9);

  private Tensor normal(int... extents) {
    Shape shape = Shape.of(extents);
    return ops.tensor(shape, Initializer.normal(1).values(shape, random.at("x")));
  }

  @Test
  void everyLayerPassesTheGradientCheck() {
    Parameter shared = Parameter.weight(normal(4, 4));
    List<Layer> layers =
        List.of(
            Affine.of(ops, 4, 3, Initializer.xavier(), random),
            Affine.withoutBias(ops, Parameter.weight(normal(2, 4))),
            new Relu(ops),
            new Sigmoid(ops),
            new Tanh(ops),
            new Softmax(ops),
            new Flatten(ops),
            Sequential.of(Affine.withoutBias(ops, shared), Affine.withoutBias(ops, shared)),
            Sequential.perceptron(
                ops, List.of(4, 6, 5, 2), Activation.RELU, Initializer.he(), random));
    for (Layer layer : layers) {
      GradientCheck.of(ops, layer, normal(3, 4)).requireRight();
    }
  }

  @Test
  void flattenLaysEverySampleOutAsARow() {
    Tensor images = normal(2, 1, 3, 4);
    assertEquals(Shape.of(2, 12), new Flatten(ops).predict(images).shape());
    GradientCheck.of(ops, new Flatten(ops), images).requireRight();
  }

  @Test
  void reluStopsTheGradientAtZeroAndBelow() {
    Pass pass =
        new Relu(ops).forward(ops.tensor(Shape.of(3), new double[] {-1, 0, 2}), Mode.inference());
    Tensor dy = ops.tensor(Shape.of(3), new double[] {5, 6, 7});
    Tensor dx = pass.pullback().apply(dy, new Gradients(ops), true);
    assertArrayEquals(new double[] {0, 0, 7}, ops.doubles(dx));
  }

  @Test
  void parametersAreNamedByPosition() {
    Sequential network =
        Sequential.of(
            new Flatten(ops),
            Sequential.of(Affine.of(ops, 2, 2, Initializer.he(), random)),
            new Relu(ops));
    assertEquals(List.of("1.0.weight", "1.0.bias"), List.copyOf(network.parameters().keySet()));
  }

  @Test
  void theInputsGradientIsComputedOnlyWhereItIsWanted() {
    Layer affine = Affine.of(ops, 4, 3, Initializer.he(), random);
    Pass pass = affine.forward(normal(2, 4), Mode.inference());
    assertNull(pass.pullback().apply(normal(2, 3), new Gradients(ops), false));
    Layer untrained = Sequential.of(new Flatten(ops), new Relu(ops));
    Pass whole = untrained.forward(normal(2, 4), Mode.inference());
    assertNull(whole.pullback().apply(normal(2, 4), new Gradients(ops), false));
  }

  @Test
  void aForwardPassOfOneThreadLeavesThoseOfOthersAlone() {
    Layer affine = Affine.of(ops, 4, 3, Initializer.he(), random);
    Tensor x = normal(2, 4);
    Pass first = affine.forward(x, Mode.inference());
    affine.forward(ops.scale(x, 100), Mode.inference());
    Gradients gradients = new Gradients(ops);
    Tensor dy = normal(2, 3);
    first.pullback().apply(dy, gradients, false);
    Tensor expected = ops.matmulTransA(dy, x);
    assertArrayEquals(
        ops.doubles(expected), ops.doubles(gradients.of(affine.parameters().get("weight"))));
  }

  @Test
  void parametersThatDoNotFitAreRefused() {
    Parameter weight = Parameter.weight(normal(3, 4));
    Parameter bias = Parameter.bias(normal(4));
    assertEquals(
        "Affine: expected a bias [3] for weights [3, 4], got [4]",
        assertThrows(IllegalArgumentException.class, () -> Affine.of(ops, weight, bias))
            .getMessage());
    Tensor view = ops.reshape(normal(4), Shape.of(2, 2));
    assertThrows(IllegalArgumentException.class, () -> Parameter.weight(view));
  }

  @Test
  void anAffineLayerAndARectifierInOneComputeWhatTheyComputeOneByOne() {
    Affine affine =
        Affine.of(
            ops,
            Parameter.weight(ops.tensor(Shape.of(2, 2), new double[] {1, -1, 0.5, 2})),
            Parameter.bias(ops.tensor(Shape.of(2), new double[] {0.25, -3})));
    Relu relu = new Relu(ops);
    Tensor x = ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, -1});
    Tensor dy = ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4});
    Sequential network = Sequential.of(affine, relu);
    assertEquals(List.of(affine, relu), network.layers());
    Pass first = affine.forward(x, Mode.inference());
    Pass second = relu.forward(first.output(), Mode.inference());
    Gradients expected = new Gradients(ops);
    Tensor dx = first.pullback().apply(second.pullback().apply(dy, expected, true), expected, true);
    Pass both = network.forward(x, Mode.inference());
    Gradients gradients = new Gradients(ops);
    Tensor dxOfBoth = both.pullback().apply(dy, gradients, true);
    assertArrayEquals(ops.doubles(second.output()), ops.doubles(both.output()));
    assertArrayEquals(ops.doubles(second.output()), ops.doubles(network.predict(x)));
    assertArrayEquals(ops.doubles(dx), ops.doubles(dxOfBoth));
    affine
        .parameters()
        .values()
        .forEach(p -> assertArrayEquals(ops.doubles(expected.of(p)), ops.doubles(gradients.of(p))));
  }
}
