package dev.gradus.nn.train;

import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchSource;
import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.TensorOps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The range test: a short training whose learning rate grows by the same factor in every step. The
 * loss stays, falls, and at last explodes; a good rate lies where it falls. The parameters are put
 * back afterwards.
 *
 * <pre>{@code
 * LearningRateFinder finder = new LearningRateFinder(objective, new Adam(1e-3), sampler, random);
 * LearningRateCurve curve = finder.find(train, 1e-6, 1, 100);
 * curve.steepest(); // 0.004
 * }</pre>
 *
 * <p>Source: Smith, Cyclical Learning Rates for Training Neural Networks (2017); that it ends where
 * the smoothed loss is four times its lowest value is fastai's. For one thread.
 */
public final class LearningRateFinder {
  /** The share of the running mean of the loss that stays in each step. */
  private static final double SMOOTHING = 0.9;

  /** How many times the lowest smoothed loss is an explosion. */
  private static final double EXPLOSION = 4;

  private final Objective objective;
  private final UpdateRule rule;
  private final Sampler sampler;
  private final RandomSource random;

  /**
   * A finder.
   *
   * @param objective what the training will make small
   * @param rule how its parameters will move; its learning rate is not used
   * @param sampler of its batches
   * @param random of its layers
   */
  public LearningRateFinder(
      Objective objective, UpdateRule rule, Sampler sampler, RandomSource random) {
    this.objective = objective;
    this.rule = rule;
    this.sampler = sampler;
    this.random = random;
  }

  /**
   * Tries the rates of a range, from the lowest on, until the loss explodes.
   *
   * @param data the training samples
   * @param lowest the first learning rate, above 0
   * @param highest the last one, above the first
   * @param steps how many are tried, at least 2
   * @return the losses that were met, in the order of the rates
   * @throws IllegalArgumentException if the range is empty or a number out of range
   */
  public LearningRateCurve find(Dataset data, double lowest, double highest, int steps) {
    if (!(lowest > 0 && highest > lowest) || Double.isInfinite(highest) || steps < 2) {
      throw new IllegalArgumentException(
          "learning rates: expected 0 < lowest < highest and at least 2 steps, got %s, %s and %d"
              .formatted(lowest, highest, steps));
    }
    Map<Parameter, double[]> start = new LinkedHashMap<>();
    TensorOps ops = objective.ops();
    for (Parameter parameter : objective.network().parameters().values()) {
      start.put(parameter, ops.doubles(parameter.value()));
    }
    try (Scope scope = ops.scope()) {
      return new LearningRateCurve(points(data, lowest, Math.log(highest / lowest), steps));
    } finally {
      restore(start);
    }
  }

  private List<LearningRateCurve.Point> points(
      Dataset data, double lowest, double logRange, int steps) {
    Optimizer optimizer =
        Optimizer.builder(objective.ops(), objective.network().parameters(), rule)
            .schedule(
                step ->
                    lowest * StrictMath.exp(logRange * step / (steps - 1)) / rule.learningRate())
            .build();
    BatchSource batches = BatchSource.direct(objective.ops(), data, sampler);
    List<LearningRateCurve.Point> points = new ArrayList<>();
    double sum = 0;
    double weight = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step < steps; step++) {
      double rate = optimizer.learningRate();
      double loss = step(optimizer, batches, step);
      sum = SMOOTHING * sum + (1 - SMOOTHING) * loss;
      weight = SMOOTHING * weight + (1 - SMOOTHING);
      double smooth = sum / weight;
      if (!Double.isFinite(smooth) || smooth > EXPLOSION * least) {
        break;
      }
      least = Math.min(least, smooth);
      points.add(new LearningRateCurve.Point(rate, loss, smooth));
    }
    return points;
  }

  /** The loss before the step. */
  private double step(Optimizer optimizer, BatchSource batches, int step) {
    try (Scope scope = objective.ops().scope()) {
      Batch batch = batches.batch(step);
      Mode mode = Mode.training(random.at("learning rates").at(step));
      Objective.Result result = objective.gradients(batch.inputs(), batch.targets(), mode);
      optimizer.step(result.gradients());
      return result.loss();
    }
  }

  private void restore(Map<Parameter, double[]> start) {
    TensorOps ops = objective.ops();
    try (Scope scope = ops.scope()) {
      start.forEach(
          (parameter, numbers) ->
              ops.updateInPlace(
                  parameter.value(), 0, 1, ops.tensor(parameter.value().shape(), numbers)));
    }
  }
}
