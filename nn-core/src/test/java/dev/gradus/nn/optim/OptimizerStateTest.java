package dev.gradus.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.nn.schedule.CosineDecay;
import dev.gradus.nn.schedule.LinearWarmup;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.schedule.Schedule;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerStateTest {
  private static final Shape SHAPE = Shape.of(3, 2);

  /** A network of two parameters on random gradients. */
  private static final class Run {
    private final TensorOps ops;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Optimizer optimizer;

    Run(TensorOps ops, UpdateRule rule, Schedule schedule) {
      this.ops = ops;
      parameters.put("0.weight", Parameter.weight(normal("weight", 0)));
      parameters.put("0.bias", Parameter.bias(normal("bias", 0)));
      optimizer =
          Optimizer.builder(ops, parameters, rule)
              .clipping(Clipping.byGlobalNorm(3))
              .schedule(schedule)
              .build();
    }

    private Tensor normal(String name, int step) {
      RandomSource random = RandomSource.ofSeed(1).at(name).at(step);
      double[] values = new double[SHAPE.size()];
      Arrays.setAll(values, random::normal);
      return ops.tensor(SHAPE, values);
    }

    /** The bias takes part in every second step only. */
    void step(int step) {
      Gradients gradients = new Gradients(ops);
      gradients.add(parameters.get("0.weight"), normal("weight", step));
      if (step % 2 == 0) {
        gradients.add(parameters.get("0.bias"), normal("bias", step));
      }
      optimizer.step(gradients);
      double loss = 1.0 / Math.min(step, 8);
      optimizer.schedule().plateaus().forEach(plateau -> plateau.observe(loss));
    }

    /** Goes on where another one stood. */
    void resume(Run other) {
      parameters.forEach(
          (name, parameter) ->
              ops.updateInPlace(parameter.value(), 0, 1, other.parameters.get(name).value()));
      optimizer.load(other.optimizer.state());
    }

    double[] values() {
      return parameters.values().stream()
          .flatMapToDouble(parameter -> Arrays.stream(ops.doubles(parameter.value())))
          .toArray();
    }
  }

  private static Schedule schedule() {
    return new LinearWarmup(5).then(new CosineDecay(5, 0.5)).then(new ReduceOnPlateau(0.5, 1));
  }

  static Stream<UpdateRule> rules() {
    return Stream.of(
        new Sgd(0.1),
        new Momentum(0.1, 0.9),
        new Momentum(0.1, 0.9, true),
        new AdaGrad(0.1),
        new Adadelta(1),
        new RmsProp(0.1),
        new RmsProp(0.1, 0.9, 0.9, 1e-8),
        new Adam(0.1),
        new Adam(0.1, 0.9, 0.999, 1e-8, true),
        new NAdam(0.1),
        new Adam(0.1).withDecoupledWeightDecay(0.1),
        new RmsProp(0.1).withWeightDecay(0.1));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aTrainingThatGoesOnHasTheBitsOfOneThatWasNeverInterrupted(UpdateRule rule) {
    for (Precision precision : Precision.values()) {
      TensorOps ops = new ReferenceOps(precision);
      Run whole = new Run(ops, rule, schedule());
      for (int step = 1; step <= 20; step++) {
        whole.step(step);
      }
      for (int stop = 0; stop <= 20; stop += 5) {
        Run early = new Run(ops, rule, schedule());
        for (int step = 1; step <= stop; step++) {
          early.step(step);
        }
        Run late = new Run(ops, rule, schedule());
        late.resume(early);
        early.step(100); // which must not reach the other one
        for (int step = stop + 1; step <= 20; step++) {
          late.step(step);
        }
        assertArrayEquals(whole.values(), late.values(), "stopped after " + stop);
        assertEquals(whole.optimizer.state().plateaus(), late.optimizer.state().plateaus());
        assertEquals(whole.optimizer.state().stepsOf(), late.optimizer.state().stepsOf());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everythingRememberedMatters(UpdateRule rule) {
    TensorOps ops = new ReferenceOps(Precision.F64);
    Run early = new Run(ops, rule, schedule());
    for (int step = 1; step <= 12; step++) {
      early.step(step);
    }
    OptimizerState state = early.optimizer.state();
    Set<String> names = state.tensors().keySet();
    assertEquals(2 * rule.stateNames().size(), names.size());
    for (String name : names) {
      Tensor tensor = state.tensors().get(name);
      assertTrue(Arrays.stream(ops.doubles(tensor)).anyMatch(v -> v != 0), name);
      Run forgetful = new Run(ops, rule, schedule());
      forgetful.resume(early);
      Tensor copy = forgetful.optimizer.state().tensors().get(name);
      ops.updateInPlace(copy, 0, 0, copy);
      Run mindful = new Run(ops, rule, schedule());
      mindful.resume(early);
      forgetful.step(14);
      mindful.step(14);
      assertTrue(!Arrays.equals(forgetful.values(), mindful.values()), name);
    }
  }

  @Test
  void theStateSaysWhatIsRememberedOfWhich() {
    TensorOps ops = new ReferenceOps(Precision.F64);
    Run run = new Run(ops, new Adam(0.1), schedule());
    run.step(1);
    run.step(2);
    OptimizerState state = run.optimizer.state();
    assertEquals(2, state.steps());
    assertEquals(Map.of("0.weight", 2L, "0.bias", 1L), state.stepsOf());
    assertEquals(
        List.of("0.weight.mean", "0.weight.square", "0.bias.mean", "0.bias.square"),
        List.copyOf(state.tensors().keySet()));
    assertEquals(0, state.plateaus().get(0).waited());
  }

  private enum Wrong {
    OTHER_RULE(
        "the tensors [0.weight.mean, 0.weight.square, 0.bias.mean, 0.bias.square], got ones without"
            + " [0.bias.mean, 0.bias.square, 0.weight.mean, 0.weight.square] and with"
            + " [0.bias.velocity, 0.weight.velocity] besides"),
    OTHER_PARAMETERS(
        "the parameters [0.weight, 0.bias], got ones without [0.bias, 0.weight] and with [1.weight]"
            + " besides"),
    OTHER_SHAPE("0.weight.mean of shape [3, 2], got [2, 3]"),
    OTHER_SCHEDULE("1 plateaus in the schedule, got 0"),
    NEGATIVE_STEPS("the steps to be from 0 to 9223372036854775807, got -1"),
    TOO_MANY_STEPS("the steps of 0.bias to be from 0 to 2, got 3");

    private final String message;

    Wrong(String message) {
      this.message = message;
    }

    OptimizerState spoil(OptimizerState s, TensorOps ops) {
      Map<String, Tensor> tensors = new LinkedHashMap<>(s.tensors());
      return switch (this) {
        case OTHER_RULE -> new Run(ops, new Momentum(0.1, 0.9), schedule()).optimizer.state();
        case OTHER_PARAMETERS ->
            new OptimizerState(s.steps(), Map.of("1.weight", 1L), s.plateaus(), tensors);
        case OTHER_SHAPE -> {
          tensors.put("0.weight.mean", ops.full(Shape.of(2, 3), 1));
          yield new OptimizerState(s.steps(), s.stepsOf(), s.plateaus(), tensors);
        }
        case OTHER_SCHEDULE -> new OptimizerState(s.steps(), s.stepsOf(), List.of(), tensors);
        case NEGATIVE_STEPS -> new OptimizerState(-1, s.stepsOf(), s.plateaus(), tensors);
        case TOO_MANY_STEPS ->
            new OptimizerState(
                s.steps(), Map.of("0.weight", 2L, "0.bias", 3L), s.plateaus(), tensors);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStateThatDoesNotFitIsRefusedAndNothingChanges(Wrong wrong) {
    TensorOps ops = new ReferenceOps(Precision.F64);
    Run run = new Run(ops, new Adam(0.1), schedule());
    Run same = new Run(ops, new Adam(0.1), schedule());
    for (int step = 1; step <= 2; step++) {
      run.step(step);
      same.step(step);
    }
    OptimizerState spoilt = wrong.spoil(same.optimizer.state(), ops);
    String message =
        assertThrows(IllegalArgumentException.class, () -> run.optimizer.load(spoilt)).getMessage();
    assertTrue(message.startsWith("optimizer state: expected " + wrong.message), message);
    run.step(3);
    same.step(3);
    assertArrayEquals(same.values(), run.values());
  }
}
