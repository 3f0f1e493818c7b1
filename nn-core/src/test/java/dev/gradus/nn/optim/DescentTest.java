package dev.gradus.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.layer.Gradients;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The notes' descent into a bowl, and into a valley that is steep across and flat along. */
class DescentTest {
  private static final double[] BOWL = {1, 1};
  private static final double[] VALLEY = {0.05, 1};

  private final TensorOps ops = new ReferenceOps(Precision.F64);

  /** Where a rule arrives on a₀·x₀² + a₁·x₁². */
  private double[] descend(UpdateRule rule, double[] a, double x0, double x1, int steps) {
    Parameter x = Parameter.weight(ops.tensor(Shape.of(2), new double[] {x0, x1}));
    Optimizer optimizer = Optimizer.of(ops, Map.of("x", x), rule);
    for (int step = 0; step < steps; step++) {
      double[] at = ops.doubles(x.value());
      double[] slope = {2 * a[0] * at[0], 2 * a[1] * at[1]};
      Gradients gradients = new Gradients(ops);
      gradients.add(x, ops.tensor(Shape.of(2), slope));
      optimizer.step(gradients);
    }
    return ops.doubles(x.value());
  }

  @Test
  void gradientDescentFindsTheBottomOfTheBowl() {
    double[] x = descend(new Sgd(0.1), BOWL, -3, 4, 100);
    assertArrayEquals(new double[] {-6.1e-10, 8.1e-10}, x, 0.05e-10);
  }

  @Test
  void aLearningRateOfTenDivergesAndOneOfAlmostNothingHardlyMoves() {
    assertTrue(Math.abs(descend(new Sgd(10), BOWL, -3, 4, 100)[0]) > 1e20);
    assertArrayEquals(new double[] {-3, 4}, descend(new Sgd(1e-10), BOWL, -3, 4, 100), 1e-6);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(new Momentum(0.1, 0.9), 200),
        Arguments.of(new Momentum(0.1, 0.9, true), 200),
        Arguments.of(new AdaGrad(1.5), 200),
        Arguments.of(new Adadelta(1), 10_000),
        Arguments.of(new RmsProp(0.01), 2_000),
        Arguments.of(new RmsProp(0.01, 0.9, 0.9, 1e-8), 500),
        Arguments.of(new Adam(0.3), 500),
        Arguments.of(new Adam(0.3, 0.9, 0.999, 1e-8, true), 500),
        Arguments.of(new NAdam(0.3), 500));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleFindsTheBottomOfTheBowlAndOfTheValley(UpdateRule rule, int steps) {
    assertArrayEquals(new double[] {0, 0}, descend(rule, BOWL, -3, 4, steps), 0.05);
    assertArrayEquals(new double[] {0, 0}, descend(rule, VALLEY, -7, 2, steps), 0.1);
  }

  @Test
  void aRateThatSuitsTheFlatDirectionMakesDescentOscillateAcrossAndMomentumDampsIt() {
    double[] plain = descend(new Sgd(0.95), VALLEY, -7, 2, 30);
    assertTrue(Math.abs(plain[0]) > 0.3, "still far along the valley: " + plain[0]);
    assertFalse(Math.abs(plain[1]) < 0.05, "still swinging across it: " + plain[1]);
    double[] ofMomentum = descend(new Momentum(0.1, 0.9), VALLEY, -7, 2, 60);
    assertTrue(Math.abs(ofMomentum[0]) < 0.5, "along: " + ofMomentum[0]);
  }

  /** The first step of AdaGrad, RMSProp and Adam is the same along steep and flat directions. */
  @Test
  void adaptiveMethodsChooseTheStepOfEachDirectionThemselves() {
    assertArrayEquals(new double[] {-6.5, 1.5}, descend(new AdaGrad(0.5), VALLEY, -7, 2, 1), 1e-8);
    assertArrayEquals(new double[] {-6.5, 1.5}, descend(new Adam(0.5), VALLEY, -7, 2, 1), 1e-7);
    double[] x = descend(new RmsProp(0.5), VALLEY, -7, 2, 1);
    assertEquals(7 + x[0], 2 - x[1], 1e-6);
    double[] first = descend(new Adadelta(1), VALLEY, -7, 2, 1);
    assertEquals(7 + first[0], 2 - first[1], 1e-6);
  }
}
