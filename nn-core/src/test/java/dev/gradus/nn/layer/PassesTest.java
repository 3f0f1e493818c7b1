package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link Sequential} asks of its layers on the way forward and back. */
class PassesTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final Tensor x = ops.tensor(Shape.of(1, 2), new double[] {1, -2});
  private final List<String> heard = new ArrayList<>();
  private final List<Mode> modes = new ArrayList<>();

  /** Passes everything on and tells what it was asked. */
  private Layer telling(String name, Layer inner) {
    return new Layer() {
      @Override
      public Pass forward(Tensor input, Mode mode) {
        modes.add(mode);
        Pass pass = inner.forward(input, mode);
        return new Pass(
            pass.output(),
            (dy, gradients, wantDx) -> {
              heard.add(name + (wantDx ? " wants dx" : ""));
              return pass.pullback().apply(dy, gradients, wantDx);
            });
      }

      @Override
      public Map<String, Parameter> parameters() {
        return inner.parameters();
      }
    };
  }

  private Affine square() {
    return Affine.withoutBias(
        ops, Parameter.weight(ops.tensor(Shape.of(2, 2), new double[] {1, 2, 3, 4})));
  }

  @Test
  void withoutAnInputGradientTheWayBackEndsAtTheFirstTrainedLayer() {
    Layer network =
        Sequential.of(
            telling("tanh", new Tanh(ops)),
            telling("first", square()),
            telling("relu", new Relu(ops)),
            telling("second", square()));
    Pass pass = network.forward(x, Mode.inference());
    assertNull(pass.pullback().apply(pass.output(), new Gradients(ops), false));
    assertEquals(List.of("second wants dx", "relu wants dx", "first"), heard);
    heard.clear();
    assertNotNull(pass.pullback().apply(pass.output(), new Gradients(ops), true));
    assertEquals(
        List.of("second wants dx", "relu wants dx", "first wants dx", "tanh wants dx"), heard);
  }

  @Test
  void everyLayerOfATrainingDrawsFromItsOwnPlace() {
    RandomSource random = RandomSource.ofSeed(1);
    Layer network = Sequential.of(telling("a", new Tanh(ops)), telling("b", new Tanh(ops)));
    network.forward(x, Mode.training(random));
    long first = ((Mode.Training) modes.get(0)).random().bits(0);
    long second = ((Mode.Training) modes.get(1)).random().bits(0);
    assertEquals(random.at(0).bits(0), first);
    assertEquals(random.at(1).bits(0), second);
    assertNotEquals(first, second);
    modes.clear();
    network.forward(x, Mode.inference());
    assertEquals(List.of(Mode.inference(), Mode.inference()), modes);
  }

  @Test
  void anAffineLayerKnowsWhetherItHasABias() {
    Affine without = square();
    assertEquals(false, without.hasBias());
    assertArrayEquals(new double[] {-3, -5}, ops.doubles(without.predict(x)));
    Parameter bias = Parameter.bias(ops.tensor(Shape.of(2), new double[] {10, 20}));
    Affine with = Affine.of(ops, without.parameters().get("weight"), bias);
    assertEquals(true, with.hasBias());
    assertArrayEquals(new double[] {7, 15}, ops.doubles(with.predict(x)));
  }

  @Test
  void layersAndParametersNameThemselves() {
    Layer network =
        Sequential.of(
            new Flatten(ops),
            square(),
            new Sigmoid(ops),
            new Tanh(ops),
            new Relu(ops),
            new Softmax(ops));
    assertEquals(
        "Sequential[Flatten, Affine 2→2 without bias, Sigmoid, Tanh, ReLU, Softmax]",
        network.toString());
    assertEquals("weight [2, 2]", network.parameters().get("1.weight").toString());
    assertEquals("bias [3]", Parameter.bias(ops.full(Shape.of(3), 0)).toString());
  }
}
