package dev.gradus.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.nn.optim.OptimizerState;
import dev.gradus.nn.schedule.ReduceOnPlateau;
import dev.gradus.nn.train.EarlyStopping;
import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.TrainingState;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** States that hold one of everything, awkward numbers among them. */
final class TrainingStates {
  private static final double[] AWKWARD = {
    -0.0,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Float.MIN_VALUE,
    0.1,
    1e-30
  };

  private TrainingStates() {}

  /** A state after so many steps; another one for each. */
  static TrainingState after(int iteration, TensorOps ops) {
    Random random = new Random(iteration);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    parameters.put("1.weight", tensor(ops, random, 7, 5));
    parameters.put("0.bias", tensor(ops, random, 7));
    Map<String, Tensor> memory = new LinkedHashMap<>();
    memory.put("1.weight.velocity", tensor(ops, random, 7, 5));
    memory.put("0.bias.velocity", tensor(ops, random, 7));
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 1; i <= iteration / 2; i++) {
      measurements.add(new Measurement(2L * i, "validation", random.nextGaussian(), 0.5));
      measurements.add(new Measurement(2L * i, "houses", AWKWARD[i % AWKWARD.length], Double.NaN));
    }
    ReduceOnPlateau.State seen =
        new ReduceOnPlateau.State(0.1, 3, OptionalDouble.of(Double.POSITIVE_INFINITY));
    ReduceOnPlateau.State nothing = new ReduceOnPlateau.State(1, 0, OptionalDouble.empty());
    EarlyStopping.State best =
        new EarlyStopping.State(
            AWKWARD[iteration % AWKWARD.length],
            Math.max(1, iteration / 2),
            4,
            Map.of("0.bias", tensor(ops, random, 7)),
            Map.of());
    return new TrainingState(
        iteration,
        100L * iteration,
        Duration.ofNanos(123_456_789_012L),
        doubles(random, iteration),
        measurements,
        parameters,
        Map.of("2.running_mean", tensor(ops, random, 3, 1, 1, 2)),
        new OptimizerState(
            iteration, Map.of("1.weight", (long) iteration), List.of(seen, nothing), memory),
        iteration > 0 && iteration % 2 == 0 ? Optional.of(best) : Optional.empty());
  }

  private static Tensor tensor(TensorOps ops, Random random, int... extents) {
    Shape shape = Shape.of(extents);
    return ops.tensor(shape, doubles(random, shape.size()));
  }

  private static double[] doubles(Random random, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = i < AWKWARD.length ? AWKWARD[i] : random.nextGaussian();
    }
    return values;
  }

  static void assertSame(TensorOps ops, TrainingState expected, TrainingState actual) {
    assertEquals(expected.iteration(), actual.iteration());
    assertEquals(expected.samples(), actual.samples());
    assertEquals(expected.timeInSteps(), actual.timeInSteps());
    assertArrayEquals(bits(expected.losses()), bits(actual.losses()));
    assertEquals(expected.measurements(), actual.measurements());
    assertSame(ops, expected.parameters(), actual.parameters());
    assertSame(ops, expected.layerState(), actual.layerState());
    assertEquals(expected.optimizer().steps(), actual.optimizer().steps());
    assertEquals(expected.optimizer().stepsOf(), actual.optimizer().stepsOf());
    assertEquals(expected.optimizer().plateaus(), actual.optimizer().plateaus());
    assertSame(ops, expected.optimizer().tensors(), actual.optimizer().tensors());
    assertEquals(expected.best().isPresent(), actual.best().isPresent());
    if (expected.best().isPresent()) {
      EarlyStopping.State best = expected.best().get();
      EarlyStopping.State read = actual.best().orElseThrow();
      assertArrayEquals(bits(best.value()), bits(read.value()));
      assertEquals(best.iteration(), read.iteration());
      assertEquals(best.waited(), read.waited());
      assertSame(ops, best.parameters(), read.parameters());
      assertSame(ops, best.layerState(), read.layerState());
    }
  }

  private static void assertSame(
      TensorOps ops, Map<String, Tensor> expected, Map<String, Tensor> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach(
        (name, tensor) -> {
          assertEquals(tensor.shape(), actual.get(name).shape(), name);
          assertArrayEquals(bits(ops.doubles(tensor)), bits(ops.doubles(actual.get(name))), name);
        });
  }

  /** Tells −0 from 0, which an equality of numbers would not. */
  private static long[] bits(double... values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
