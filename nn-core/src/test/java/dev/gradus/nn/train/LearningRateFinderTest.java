package dev.gradus.nn.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.data.ValueArrays;
import dev.gradus.nn.layer.Affine;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.MeanSquaredError;
import dev.gradus.nn.loss.MeanSquaredError.Convention;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Sgd;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Precision;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.TensorOps;
import dev.gradus.tensor.reference.ReferenceOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateFinderTest {
  private final TensorOps ops = new ReferenceOps(Precision.F64);
  private final RandomSource random = RandomSource.ofSeed(1);

  /** Samples that no line meets both; descent on either diverges from a learning rate of 2 on. */
  private final Dataset line =
      ValueArrays.of(new double[][] {{1}, {-1}}, new double[][] {{2}, {-1.9}});

  private LearningRateFinder finder(double start) {
    Parameter weight = Parameter.weight(ops.tensor(Shape.of(1, 1), new double[] {start}));
    Affine network = Affine.withoutBias(ops, weight);
    MeanSquaredError loss = new MeanSquaredError(ops, Convention.HALF_SUM);
    return new LearningRateFinder(
        new Objective(ops, network, loss), new Sgd(0.1), Sampler.shuffled(2, 1, random), random);
  }

  @Test
  void theRatesGrowByOneFactorUntilTheLossExplodes() {
    List<LearningRateCurve.Point> points = finder(0).find(line, 1e-3, 1e5, 81).points();
    assertEquals(1e-3, points.get(0).learningRate(), 1e-18);
    assertEquals(1e-2, points.get(10).learningRate(), 1e-15);
    assertEquals(2, points.get(0).loss(), 0.2);
    assertEquals(points.get(0).loss(), points.get(0).smoothed(), 1e-15);
    double last = points.get(points.size() - 1).learningRate();
    assertTrue(last > 2 && last < 1e3, "ended at " + last);
  }

  @Test
  void theSteepestRateIsOneThatLearns() {
    double rate = finder(0).find(line, 1e-3, 1e3, 61).steepest();
    assertTrue(rate > 0.03 && rate < 2, "steepest at " + rate);
  }

  @Test
  void theNetworkIsLeftAsItWas() {
    Parameter weight = Parameter.weight(ops.tensor(Shape.of(1, 1), new double[] {0.25}));
    Objective objective =
        new Objective(
            ops, Affine.withoutBias(ops, weight), new MeanSquaredError(ops, Convention.HALF_SUM));
    new LearningRateFinder(objective, new Sgd(0.1), Sampler.shuffled(2, 1, random), random)
        .find(line, 1e-3, 1e3, 61);
    assertArrayEquals(new double[] {0.25}, ops.doubles(weight.value()));
  }

  @Test
  void whatCannotBeTestedIsRefused() {
    LearningRateFinder finder = finder(0);
    assertEquals(
        "learning rates: expected 0 < lowest < highest and at least 2 steps, got 0.1, 0.01 and 10",
        assertThrows(IllegalArgumentException.class, () -> finder.find(line, 0.1, 0.01, 10))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> finder.find(line, 0.1, 1, 1));
    assertEquals(
        "learning rates: the first loss is not finite; look at the data and the weights",
        assertThrows(
                IllegalArgumentException.class, () -> finder(Double.NaN).find(line, 0.1, 1, 10))
            .getMessage());
  }
}
