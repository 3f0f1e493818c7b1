package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.data.ValueArrays;
import dev.gradus.nn.graph.Graph;
import dev.gradus.nn.graph.Node;
import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.BatchNorm1d;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Sequential;
import dev.gradus.nn.layer.Tanh;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.MeanSquaredError.Convention;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Adam;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NanGuardTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(1);
  private final Dataset data =
      ValueArrays.of(new double[][] {{1, 2}, {3, 4}}, new double[][] {{1, 1}, {0, 0}});

  /** A user's own layer, x/c forwards and dy/d backwards. */
  private final class Divider implements Layer {
    private final double c;
    private final double d;

    Divider(double c, double d) {
      this.c = c;
      this.d = d;
    }

    @Override
    public Pass forward(Tensor x, Mode mode) {
      return new Pass(ops.scale(x, 1 / c), (dy, gradients, wantDx) -> ops.scale(dy, 1 / d));
    }
  }

  private Affine affine() {
    return Affine.of(ops, 2, 2, Initializer.xavier(), random);
  }

  /** The end of a training, which must have updated nothing. */
  private TrainingException endOf(Layer network, Dataset samples) {
    Objective objective =
        new Objective(ops, network, new MeanSquaredError(ops, Convention.HALF_SUM));
    Optimizer optimizer = Optimizer.of(ops, network.parameters(), new Adam(0.1));
    Map<String, String> before = SavedStates.bits(ops, NetworkTensors.parameters(network));
    TrainingException end =
        assertThrows(
            TrainingException.class, () -> Trainer.of(objective, optimizer).train(samples));
    assertEquals(before, SavedStates.bits(ops, NetworkTensors.parameters(network)));
    assertEquals(0, optimizer.steps());
    assertEquals(1, end.iteration());
    return end;
  }

  @Test
  void theFirstLayerWhoseOutputIsNotFiniteIsNamed() {
    TrainingException end =
        endOf(Sequential.of(affine(), new Tanh(ops), new Divider(0, 1), affine()), data);
    assertEquals(Optional.of("2"), end.layer());
    assertTrue(
        end.getMessage()
            .startsWith(
                "training: the loss is Infinity at iteration 1; the first"
                    + " output that is not finite is that of layer 2 (Divider), which holds"),
        end.getMessage());
    assertTrue(end.getMessage().endsWith("; a lower learning rate may help"), end.getMessage());
  }

  @Test
  void layersInsideOthersGoByTheirPath() {
    Layer inner = Sequential.of(affine(), new Divider(0, 1));
    assertEquals(
        Optional.of("1.0.1"),
        endOf(Sequential.of(affine(), new Residual(ops, inner)), data).layer());
    Graph.Builder builder = Graph.builder(ops);
    Node x = builder.input("x");
    Node hidden = builder.layer("hidden", affine(), x);
    Node broken = builder.layer("broken", new Divider(0, 1), hidden);
    Layer graph = builder.build(builder.add("sum", hidden, broken));
    assertEquals(Optional.of("1.broken"), endOf(Sequential.of(affine(), graph), data).layer());
  }

  @Test
  void aParameterThatIsNotFiniteIsNamedToo() {
    Affine spoilt = affine();
    Parameter bias = spoilt.parameters().get("bias");
    ops.updateInPlace(
        bias.value(), 0, 1, ops.tensor(bias.value().shape(), new double[] {0, Double.NaN}));
    TrainingException end = endOf(Sequential.of(affine(), spoilt), data);
    assertEquals(Optional.of("1"), end.layer());
    assertEquals(Optional.of("1.bias"), end.parameter());
    assertTrue(
        end.getMessage()
            .contains(
                "layer 1 (Affine), which holds NaN (element 1); parameter 1.bias holds NaN"
                    + " (element 1); "),
        end.getMessage());
  }

  @Test
  void aGradientThatIsNotFiniteThoughTheLossIsShowsInItsParameterAfterTheStep() {
    TrainingException end =
        assertThrows(TrainingException.class, () -> trainerOfBadGradients(1).train(data));
    assertEquals(Optional.of("0.weight"), end.parameter());
    assertEquals(Optional.of("0"), end.layer());
    assertEquals(
        "training: after iteration 1 parameter 0.weight holds NaN (element 0); a lower learning"
            + " rate may help",
        end.getMessage());
  }

  @Test
  void orInTheNextLossWhichNamesTheStepBefore() {
    Sampler one = Sampler.shuffled(2, 1, random);
    TrainingException end =
        assertThrows(
            TrainingException.class, () -> trainerOfBadGradients(2).sampler(one).train(data));
    assertEquals(2, end.iteration());
    assertEquals(Optional.of("0.weight"), end.parameter());
    assertTrue(
        end.getMessage()
            .contains(
                "; parameter 0.weight holds NaN (element 0); it was spoilt by the update of"
                    + " iteration 1; "),
        end.getMessage());
  }

  private Trainer trainerOfBadGradients(long iterations) {
    Layer network = Sequential.of(affine(), new Tanh(ops), new Divider(1, 0), affine());
    Objective objective =
        new Objective(ops, network, new MeanSquaredError(ops, Convention.HALF_SUM));
    return Trainer.of(objective, new Adam(0.1)).iterations(iterations);
  }

  @Test
  void aLayersStateThatIsNotFiniteEndsTheTrainingToo() {
    BatchNorm1d norm = BatchNorm1d.of(ops, 2);
    Tensor variance = norm.state().get("running_var");
    double[] infinite = {1, Double.POSITIVE_INFINITY};
    ops.updateInPlace(variance, 0, 1, ops.tensor(variance.shape(), infinite));
    Objective objective =
        new Objective(
            ops, Sequential.of(affine(), norm), new MeanSquaredError(ops, Convention.HALF_SUM));
    TrainingException end =
        assertThrows(
            TrainingException.class,
            () -> Trainer.of(objective, new Adam(0.1)).iterations(1).train(data));
    assertEquals(Optional.of("1"), end.layer());
    assertEquals(Optional.empty(), end.parameter());
    assertEquals(
        "training: after iteration 1 state 1.running_var holds Infinity (element 1); a lower"
            + " learning rate may help",
        end.getMessage());
  }

  @Test
  void inputsThatAreNotFiniteAreTheDatasFault() {
    Dataset holes = ValueArrays.of(new double[][] {{1, Double.NaN}}, new double[][] {{1, 1}});
    TrainingException end = endOf(Sequential.of(affine()), holes);
    assertEquals(
        "training: the loss is NaN at iteration 1; the inputs of the batch"
            + " hold NaN (element 1); mend the data",
        end.getMessage());
    assertEquals(Optional.empty(), end.layer());
  }

  @Test
  void targetsThatAreNotFiniteAreToBeLookedAt() {
    Dataset holes =
        ValueArrays.of(new double[][] {{1, 2}}, new double[][] {{1, Double.POSITIVE_INFINITY}});
    TrainingException end = endOf(Sequential.of(affine()), holes);
    assertEquals(
        "training: the loss is Infinity at iteration 1; the gradient of"
            + " 0.weight holds -Infinity (element 2); a lower learning rate may help",
        end.getMessage());
  }

  @Test
  void aSumThatOverflowsIsNoReasonToEnd() {
    double[] huge = {1.5e308, 1.5e308};
    Tensor tensor = ops.tensor(dev.gradus.tensor.Shape.of(2), huge);
    assertTrue(Double.isInfinite(ops.sum(tensor)));
    assertTrue(NanGuard.isFinite(ops, tensor));
    assertArrayEquals(huge, ops.doubles(tensor));
  }
}
