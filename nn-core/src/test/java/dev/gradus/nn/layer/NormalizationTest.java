package dev.gradus.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Map;
import org.junit.jupiter.api.Test;

class NormalizationTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(3);

  private Tensor normal(String name, int... extents) {
    Shape shape = Shape.of(extents);
    return ops.tensor(shape, Initializer.normal(1).values(shape, random.at(name)));
  }

  private Tensor vector(double... values) {
    return ops.tensor(Shape.of(values.length), values);
  }

  private BatchNorm1d batchNorm(double momentum) {
    return BatchNorm1d.of(
        ops,
        Parameter.gain(normal("gain", 3)),
        Parameter.bias(normal("bias", 3)),
        new BatchNorm1d.Statistics(vector(1, -1, 0.5), vector(2, 0.25, 1)),
        0.125,
        momentum);
  }

  private LayerNorm layerNorm() {
    return LayerNorm.of(
        ops, Parameter.gain(normal("gain", 3)), Parameter.bias(normal("bias", 3)), 0.125);
  }

  @Test
  void bothPassTheGradientCheckInTrainingAndInPrediction() {
    Tensor x = normal("x", 5, 3);
    for (Layer layer : List.of(batchNorm(0.1), layerNorm())) {
      GradientCheck.of(ops, layer, x).requireRight();
      GradientCheck.ofTraining(ops, layer, x, random).requireRight();
    }
  }

  @Test
  void aNetworkWithDropoutAndBatchNormPassesTheGradientCheckInTraining() {
    Layer network =
        Sequential.of(
            Affine.of(ops, 4, 3, Initializer.xavier(), random),
            batchNorm(0.1),
            new Silu(ops),
            new Dropout(ops, 0.3));
    double[] before = ops.doubles(network.state().get("1.running_var"));
    GradientCheck.ofTraining(ops, network, normal("x", 6, 4), random).requireRight();
    assertArrayEquals(before, ops.doubles(network.state().get("1.running_var")));
  }

  @Test
  void inTrainingEachColumnHasMeanBetaAndTheBatchsOwnScale() {
    Tensor x = ops.tensor(Shape.of(4, 1), new double[] {1, 3, 5, 7}); // mean 4, variance 5
    BatchNorm1d layer = BatchNorm1d.of(ops, 1);
    double[] y = ops.doubles(layer.forward(x, Mode.training(random)).output());
    double deviation = Math.sqrt(5 + 1e-5);
    double[] expected = {-3 / deviation, -1 / deviation, 1 / deviation, 3 / deviation};
    assertArrayEquals(expected, y, 1e-15);
    double[] predicted = ops.doubles(layer.predict(x));
    assertArrayEquals(new double[] {1, 3, 5, 7}, scaled(predicted, Math.sqrt(1 + 1e-5)), 1e-14);
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  @Test
  void aTrainingPassProposesAndCommitChanges() {
    Tensor x = ops.tensor(Shape.of(4, 1), new double[] {1, 3, 5, 7});
    BatchNorm1d layer =
        BatchNorm1d.of(
            ops,
            Parameter.gain(vector(1)),
            Parameter.bias(vector(0)),
            new BatchNorm1d.Statistics(vector(10), vector(20)),
            1e-5,
            0.25);
    Mode.Training mode = Mode.training(random);
    layer.forward(x, mode);
    layer.predict(x);
    assertArrayEquals(new double[] {10}, ops.doubles(layer.state().get("running_mean")));
    assertArrayEquals(new double[] {20}, ops.doubles(layer.state().get("running_var")));
    mode.updates().commit(ops);
    double mean = 0.75 * 10 + 0.25 * 4;
    double unbiased = 20.0 / 3;
    assertArrayEquals(new double[] {mean}, ops.doubles(layer.state().get("running_mean")), 1e-15);
    assertArrayEquals(
        new double[] {0.75 * 20 + 0.25 * unbiased},
        ops.doubles(layer.state().get("running_var")),
        1e-14);
    mode.updates().commit(ops);
    assertArrayEquals(new double[] {mean}, ops.doubles(layer.state().get("running_mean")), 1e-15);
  }

  @Test
  void containersPassStateAndProposalsOn() {
    BatchNorm1d layer = BatchNorm1d.of(ops, 3);
    Layer network = Sequential.of(new Tanh(ops), new Residual(ops, new Relu(ops), layer));
    assertEquals(
        List.of("1.1.running_mean", "1.1.running_var"), List.copyOf(network.state().keySet()));
    assertEquals(List.of("1.1.weight", "1.1.bias"), List.copyOf(network.parameters().keySet()));
    Mode.Training mode = Mode.training(random);
    network.forward(normal("x", 4, 3), mode);
    assertEquals(0, ops.doubles(layer.state().get("running_mean"))[0]);
    mode.updates().commit(ops);
    assertFalse(ops.doubles(layer.state().get("running_mean"))[0] == 0);
  }

  @Test
  void aLargeMeanCostsNoDigitsOfTheVariance() {
    Tensor x = ops.tensor(Shape.of(2, 2), new double[] {1e8, 1e8 + 2, 1e8 + 2, 1e8});
    double expected = 1 / Math.sqrt(1 + 1e-5);
    double[] signs = {-expected, expected, expected, -expected};
    assertArrayEquals(signs, ops.doubles(LayerNorm.of(ops, 2).predict(x)), 1e-12);
    Pass trained = BatchNorm1d.of(ops, 2).forward(x, Mode.training(random));
    assertArrayEquals(signs, ops.doubles(trained.output()), 1e-12);
  }

  @Test
  void gainsDoNotDecay() {
    for (Layer layer : List.of(BatchNorm1d.of(ops, 3), LayerNorm.of(ops, 3))) {
      layer.parameters().values().forEach(p -> assertFalse(p.decays(), p.toString()));
      assertEquals("gain [3]", layer.parameters().get("weight").toString());
      assertEquals("bias [3]", layer.parameters().get("bias").toString());
    }
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertEquals(
        "BatchNorm1d: expected [m, 3], got [5, 4]",
        refusal(() -> batchNorm(0.1).predict(normal("x", 5, 4))));
    assertEquals(
        "LayerNorm: expected [m, 3], got [3]", refusal(() -> layerNorm().predict(normal("x", 3))));
    assertEquals(
        "BatchNorm1d: expected at least 2 samples to train on, got [1, 3]; choose a batch size"
            + " that leaves no batch of one",
        refusal(() -> batchNorm(0.1).forward(normal("x", 1, 3), Mode.training(random))));
    assertEquals(
        "BatchNorm1d: expected a momentum from 0 to 1, got 1.5", refusal(() -> batchNorm(1.5)));
    assertEquals(
        "LayerNorm: expected a weight and a bias [n], got [3] and [2]",
        refusal(
            () ->
                LayerNorm.of(
                    ops, Parameter.gain(normal("g", 3)), Parameter.bias(normal("b", 2)), 0.1)));
    assertEquals(
        "LayerNorm: expected a finite ε of at least 0, got -1.0",
        refusal(
            () ->
                LayerNorm.of(
                    ops, Parameter.gain(normal("g", 3)), Parameter.bias(normal("b", 3)), -1)));
    Tensor view = ops.reshape(normal("v", 1, 3), Shape.of(3));
    String message =
        refusal(
            () ->
                BatchNorm1d.of(
                    ops,
                    Parameter.gain(normal("g", 3)),
                    Parameter.bias(normal("b", 3)),
                    new BatchNorm1d.Statistics(view, normal("v", 3)),
                    0.1,
                    0.1));
    assertEquals("BatchNorm1d: expected a running_mean [3] that is no view, got " + view, message);
  }

  /** Its way back takes the batch's statistics for constants, as a frequent mistake does. */
  private record Frozen(BatchNorm1d right, BatchNorm1d constant) implements Layer {
    @Override
    public Pass forward(Tensor x, Mode mode) {
      Tensor y = right.forward(x, mode).output();
      return new Pass(y, constant.forward(x, Mode.inference()).pullback());
    }

    @Override
    public Map<String, Parameter> parameters() {
      return right.parameters();
    }
  }

  @Test
  void aWayBackThatForgetsThatTheStatisticsDependOnTheInputIsFound() {
    Tensor x = ops.tensor(Shape.of(4, 1), new double[] {1, 3, 5, 9}); // mean 4.5, variance 8.75
    Parameter gain = Parameter.gain(vector(2));
    Parameter bias = Parameter.bias(vector(1));
    BatchNorm1d.Statistics batch = new BatchNorm1d.Statistics(vector(4.5), vector(8.75));
    BatchNorm1d layer = BatchNorm1d.of(ops, gain, bias, batch, 0.1, 0.1);
    GradientCheck check = GradientCheck.ofTraining(ops, new Frozen(layer, layer), x, random);
    String report = assertThrows(AssertionError.class, check::requireRight).getMessage();
    assertTrue(report.contains("1 of 3 gradients wrong"), report);
    assertTrue(report.contains("WRONG input [4, 1]"), report);
  }
}
