package dev.gradus.nn.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.nn.init.Initializer;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.layer.Pass;
import dev.gradus.nn.layer.Sigmoid;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Target;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.LossAndGradient;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What cannot be checked is refused in words that lead to the mistake. */
class RefusedLayersTest {
  private static final double[] ODD_BITS = {
    -0.0, Double.MIN_VALUE, 0.1, -1e-300, 1e15 + 0.125, 3, 1.0 / 3, -2, 0.7
  };

  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final Parameter weight = Parameter.weight(ops.tensor(Shape.of(3, 3), ODD_BITS));
  private final Tensor x = normal(4, 3);

  private Tensor normal(int... extents) {
    Shape shape = Shape.of(extents);
    return ops.tensor(shape, Initializer.normal(1).values(shape, RandomSource.ofSeed(5)));
  }

  private String refusalOf(GradientCheck check) {
    String message = assertThrows(IllegalArgumentException.class, check::report).getMessage();
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, check::requireRight).getMessage());
    return message;
  }

  private String refusalOf(Layer layer) {
    return refusalOf(GradientCheck.of(ops, layer, x));
  }

  @Test
  void aParameterGradientOfAnotherShapeIsNamed() {
    assertEquals(
        "gradient of weight: expected its shape [3, 3], got [3]",
        refusalOf(Handmade.linear(ops, weight, ops::columnSums, dx -> dx)));
  }

  @Test
  void anInputGradientOfAnotherShapeIsNamed() {
    assertEquals(
        "gradient of input: expected its shape [4, 3], got [4, 1]",
        refusalOf(Handmade.linear(ops, weight, dw -> dw, ops::rowSums)));
  }

  @Test
  void anInputGradientThatIsWantedAndNullIsNamed() {
    assertEquals(
        "gradient of input: expected its shape [4, 3], got null",
        refusalOf(Handmade.linear(ops, weight, dw -> dw, dx -> null)));
  }

  @Test
  void aRandomForwardIsNoFunction() {
    AtomicInteger calls = new AtomicInteger();
    Layer noisy =
        new Handmade(
            Map.of(),
            x ->
                new Pass(
                    ops.scale(x, 1 + 0.125 * calls.getAndIncrement()),
                    (dy, gradients, wantDx) -> dy));
    String message = refusalOf(GradientCheck.of(ops, noisy, ops.full(Shape.of(1, 1), 0.5)), calls);
    assertEquals(
        "gradient check of Handmade: expected the same value for the same input, got V, then V;"
            + " in inference nothing may be random or kept from call to call",
        message);
  }

  private String refusalOf(GradientCheck check, AtomicInteger calls) {
    String message = assertThrows(IllegalArgumentException.class, check::report).getMessage();
    assertEquals(5, calls.get(), "found out before anything is measured");
    return message.replaceAll("-?\\d+\\.\\d+", "V");
  }

  /** Predicts something else than it learns. */
  private record TwoFaced(TensorOps ops) implements Layer {
    @Override
    public Pass forward(Tensor x, Mode mode) {
      return new Pass(x, (dy, gradients, wantDx) -> dy);
    }

    @Override
    public Tensor predict(Tensor x) {
      return ops.scale(x, 2);
    }
  }

  /** Steady in predict, but not in forward. */
  private record Restless(TensorOps ops, AtomicInteger calls) implements Layer {
    @Override
    public Pass forward(Tensor x, Mode mode) {
      Tensor y = ops.scale(x, 1 + 0.125 * calls.getAndIncrement());
      return new Pass(y, (dy, gradients, wantDx) -> dy);
    }

    @Override
    public Tensor predict(Tensor x) {
      return x;
    }
  }

  @Test
  void aRandomForwardIsFoundBesideASteadyPredictToo() {
    assertEquals(
        "gradient check of Restless: expected the same value for the same input, got V, then V;"
            + " in inference nothing may be random or kept from call to call",
        assertThrows(
                IllegalArgumentException.class,
                () -> GradientCheck.of(ops, new Restless(ops, new AtomicInteger()), x).report())
            .getMessage()
            .replaceAll("-?\\d+\\.\\d+", "V"));
  }

  @Test
  void predictAndForwardMustAgree() {
    assertEquals(
        "gradient check of TwoFaced: predict and forward differ: V and V;"
            + " both must compute the same function",
        refusalOf(new TwoFaced(ops)).replaceAll("-?\\d+\\.\\d+", "V"));
  }

  @Test
  void aLossMustGiveItsValueAndMayNotReturnNull() {
    Loss loss =
        new Loss() {
          @Override
          public LossAndGradient evaluate(Tensor prediction, Target target) {
            return new LossAndGradient(1, prediction);
          }

          @Override
          public double value(Tensor prediction, Target target) {
            return 2;
          }
        };
    assertEquals(
        "gradient check of a loss: value and evaluate differ: 2.0 and 1.0;"
            + " both must compute the same function",
        refusalOf(GradientCheck.of(ops, loss, x, Target.labels(0))));
    Loss none = (prediction, target) -> new LossAndGradient(1, null);
    assertEquals(
        "gradient of prediction: expected its shape [4, 3], got null",
        refusalOf(GradientCheck.of(ops, none, x, Target.labels(0))));
  }

  @Test
  void aValueThatIsNotFiniteIsRefusedWithWhereItComesFrom() {
    Layer log =
        new Handmade(
            Map.of(), x -> new Pass(ops.log(x), (dy, gradients, wantDx) -> ops.div(dy, x)));
    assertEquals(
        "gradient check of Handmade: expected a finite value, got NaN;"
            + " parameters and input are finite; are they in the domain?",
        refusalOf(log));
    Tensor holed = ops.tensor(Shape.of(2, 2), new double[] {1, 2, Double.NaN, 4});
    assertEquals(
        "gradient check of Handmade: expected a finite value, got NaN; input is NaN at [1, 0]",
        refusalOf(GradientCheck.of(ops, log, holed)));
  }

  @Test
  void aParameterThatIsNotListedIsRefused() {
    Layer linear = Handmade.linear(ops, weight, dw -> dw, dx -> dx);
    assertEquals(
        "gradient check of Handmade: a gradient was added for a weight [3, 3] that parameters()"
            + " does not list; list it under a name, or it is neither saved nor checked",
        refusalOf(new Handmade(Map.of(), x -> linear.forward(x, Mode.inference()))));
  }

  @Test
  void aPullbackThatChangesAParameterIsRefusedAndUndone() {
    Layer learner =
        Handmade.linear(
            ops,
            weight,
            dw -> {
              ops.updateInPlace(weight.value(), 1, -0.5, dw);
              return dw;
            },
            dx -> dx);
    assertEquals(
        "gradient check of Handmade: expected all tensors to stay as they are, but weight was"
            + " changed; leave updates to the optimizer",
        refusalOf(learner));
    assertArrayEquals(ODD_BITS, ops.doubles(weight.value()));
  }

  @Test
  void aForwardThatChangesAParameterIsRefusedAndUndone() {
    Layer linear = Handmade.linear(ops, weight, dw -> dw, dx -> dx);
    Layer averaging =
        new Handmade(
            Map.of("weight", weight),
            x -> {
              ops.updateInPlace(weight.value(), 0.75, 0, weight.value());
              return linear.forward(x, Mode.inference());
            });
    assertEquals(
        "gradient check of Handmade: expected all tensors to stay as they are, but weight was"
            + " changed; leave updates to the optimizer",
        refusalOf(averaging));
    assertArrayEquals(ODD_BITS, ops.doubles(weight.value()));
  }

  @Test
  void theParametersAreRestoredToTheBitWhenAForwardThrowsMidway() {
    AtomicInteger calls = new AtomicInteger();
    Layer linear = Handmade.linear(ops, weight, dw -> dw, dx -> dx);
    Layer failing =
        new Handmade(
            Map.of("weight", weight),
            x -> {
              if (calls.incrementAndGet() > 20) {
                throw new IllegalStateException("no more");
              }
              return linear.forward(x, Mode.inference());
            });
    GradientCheck check = GradientCheck.of(ops, failing, x);
    assertThrows(IllegalStateException.class, check::report);
    assertArrayEquals(ODD_BITS, ops.doubles(weight.value()));
  }

  @Test
  void theParametersAreRestoredToTheBitWhenTheGradientsAreWrong() {
    double[] input = ops.doubles(x);
    GradientCheck check =
        GradientCheck.of(ops, Handmade.linear(ops, weight, dw -> ops.scale(dw, 2), dx -> dx), x);
    assertThrows(AssertionError.class, check::requireRight);
    assertArrayEquals(ODD_BITS, ops.doubles(weight.value()));
    assertArrayEquals(input, ops.doubles(x));
  }

  @Test
  void singlePrecisionIsRefused() {
    TensorOps single = new ReferenceOps(Precision.F32);
    Tensor small = single.full(Shape.of(1, 2), 1);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> GradientCheck.of(single, new Sigmoid(single), small));
    assertEquals(
        "gradient check: expected f64, got f32; open the backend in f64", error.getMessage());
  }

  @Test
  void aStepOrASampleOfNothingIsRefused() {
    GradientCheck check = GradientCheck.of(ops, new Sigmoid(ops), x);
    assertEquals(
        "gradient check: expected a finite step above 0, got 0.0",
        assertThrows(IllegalArgumentException.class, () -> check.withStep(0)).getMessage());
    assertEquals(
        "gradient check: expected at least 1 element per tensor, got 0",
        assertThrows(
                IllegalArgumentException.class, () -> check.sampling(0, RandomSource.ofSeed(1)))
            .getMessage());
  }

  /** Updates what it has counted during the pass. */
  private record Hasty(TensorOps ops, Tensor passes) implements Layer {
    @Override
    public Pass forward(Tensor x, Mode mode) {
      if (mode instanceof Mode.Training) {
        ops.updateInPlace(passes, 1, 1, ops.full(passes.shape(), 1));
      }
      return new Pass(x, (dy, gradients, wantDx) -> dy);
    }

    @Override
    public Map<String, Tensor> state() {
      return Map.of("passes", passes);
    }
  }

  @Test
  void aPassThatChangesTheStateItselfIsRefusedAndTheStatePutBack() {
    Hasty layer = new Hasty(ops, ops.full(Shape.of(1), 0));
    GradientCheck.of(ops, layer, x).requireRight();
    assertEquals(
        "gradient check of Hasty: expected all tensors to stay as they are, but passes was changed;"
            + " propose it to the mode's updates",
        refusalOf(GradientCheck.ofTraining(ops, layer, x, RandomSource.ofSeed(1))));
    assertArrayEquals(new double[] {0}, ops.doubles(layer.passes()));
  }
}
