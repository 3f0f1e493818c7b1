package dev.gradus.nn.layer;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Normalises every feature: y = γ·(x − mean) / √(variance + ε) + β for {@code [m, n]}.
 *
 * <p>In training, mean and (biased) variance are those of each column of the batch, and the pass
 * proposes to {@link Mode.Training#updates} that the running statistics move towards them: running
 * ← (1 − momentum)·running + momentum·batch, with the unbiased variance of the batch, as in
 * PyTorch. In prediction the running statistics take their place, so a sample's result does not
 * depend on the others.
 *
 * <p>Parameters {@code weight} (γ, {@code [n]}, starts at 1; it does not decay) and {@code bias}
 * (β, {@code [n]}, starts at 0); state {@code running_mean} and {@code running_var}, both {@code
 * [n]}. Thread-safe while nobody trains it.
 *
 * <pre>{@code
 * Sequential.of(Affine.of(ops, 784, 50, Initializer.he(), random), BatchNorm1d.of(ops, 50));
 * }</pre>
 *
 * <p>Source: Ioffe and Szegedy, Batch Normalization (2015).
 */
public final class BatchNorm1d implements Layer {
  /** The customary ε. */
  public static final double DEFAULT_EPSILON = 1e-5;

  /** The customary momentum. */
  public static final double DEFAULT_MOMENTUM = 0.1;

  private static final String NAME = "BatchNorm1d";

  private final TensorOps ops;
  private final GainAndBias affine;
  private final Statistics running;
  private final double epsilon;
  private final double momentum;
  private final Map<String, Parameter> parameters;
  private final Map<String, Tensor> state;

  /**
   * What was seen of each feature in training.
   *
   * @param mean {@code [n]}, updated in place by training
   * @param variance {@code [n]}, updated in place by training
   */
  public record Statistics(Tensor mean, Tensor variance) {}

  private BatchNorm1d(
      TensorOps ops, GainAndBias affine, Statistics running, double epsilon, double momentum) {
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          NAME + ": expected a finite ε of at least 0, got " + epsilon);
    }
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          NAME + ": expected a momentum from 0 to 1, got " + momentum);
    }
    requireState("running_mean", running.mean(), affine.features());
    requireState("running_var", running.variance(), affine.features());
    this.ops = ops;
    this.affine = affine;
    this.running = running;
    this.epsilon = epsilon;
    this.momentum = momentum;
    this.parameters = affine.parameters();
    Map<String, Tensor> named = new LinkedHashMap<>();
    named.put("running_mean", running.mean());
    named.put("running_var", running.variance());
    this.state = Collections.unmodifiableMap(named);
  }

  private static void requireState(String name, Tensor state, int features) {
    if (!state.shape().equals(Shape.of(features)) || state.isView()) {
      throw new IllegalArgumentException(
          "%s: expected a %s [%d] that is no view, got %s".formatted(NAME, name, features, state));
    }
  }

  /**
   * A layer as it starts, with ε = 1e-5, momentum 0.1, running means of 0 and variances of 1.
   *
   * @param ops what computes
   * @param features the width n of a sample
   * @return the layer
   */
  public static BatchNorm1d of(TensorOps ops, int features) {
    Shape shape = Shape.of(features);
    return new BatchNorm1d(
        ops,
        GainAndBias.of(NAME, ops, features),
        new Statistics(ops.full(shape, 0), ops.full(shape, 1)),
        DEFAULT_EPSILON,
        DEFAULT_MOMENTUM);
  }

  /**
   * A layer over given parameters and state.
   *
   * @param ops what computes
   * @param weight γ, {@code [n]}
   * @param bias β, {@code [n]}
   * @param running the running statistics; from now on updated in place
   * @param epsilon ε, at least 0
   * @param momentum how far the running statistics move towards those of a batch, 0 to 1
   * @return the layer
   * @throws IllegalArgumentException if the shapes do not fit, or ε or the momentum is out of range
   */
  public static BatchNorm1d of(
      TensorOps ops,
      Parameter weight,
      Parameter bias,
      Statistics running,
      double epsilon,
      double momentum) {
    return new BatchNorm1d(
        ops, new GainAndBias(NAME, ops, weight, bias), running, epsilon, momentum);
  }

  /**
   * The width of a sample.
   *
   * @return n
   */
  public int features() {
    return affine.features();
  }

  /**
   * What is added to the variance.
   *
   * @return ε
   */
  public double epsilon() {
    return epsilon;
  }

  /**
   * How far the running statistics move towards those of a batch.
   *
   * @return 0 to 1
   */
  public double momentum() {
    return momentum;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the shape does not fit; in training also for a batch of one
   *     sample, which has no variance
   */
  @Override
  public Pass forward(Tensor x, Mode mode) {
    affine.requireFits(NAME, x.shape());
    return mode instanceof Mode.Training training ? trained(x, training) : predicted(x);
  }

  private Pass trained(Tensor x, Mode.Training training) {
    int samples = x.shape().rows();
    if (samples < 2) {
      throw new IllegalArgumentException(
          NAME
              + ": expected at least 2 samples to train on, got "
              + x.shape()
              + "; choose a batch size that leaves no batch of one");
    }
    UnaryOperator<Tensor> means = t -> ops.scale(ops.columnSums(t), 1.0 / samples);
    Standardized normal = Standardized.of(ops, x, epsilon, means);
    double unbiased = momentum * samples / (samples - 1);
    training.updates().propose(running.mean(), 1 - momentum, momentum, normal.mean());
    training.updates().propose(running.variance(), 1 - momentum, unbiased, normal.variance());
    return new Pass(
        affine.apply(normal.values()),
        (dy, gradients, wantDx) -> {
          affine.addGradients(dy, normal.values(), gradients);
          return wantDx ? normal.pullback(ops, affine.pullback(dy), means) : null;
        });
  }

  private Pass predicted(Tensor x) {
    Tensor deviation = ops.sqrt(ops.addScalar(running.variance(), epsilon));
    Tensor values = ops.div(ops.sub(x, running.mean()), deviation);
    return new Pass(
        affine.apply(values),
        (dy, gradients, wantDx) -> {
          affine.addGradients(dy, values, gradients);
          return wantDx ? ops.div(affine.pullback(dy), deviation) : null;
        });
  }

  @Override
  public Map<String, Parameter> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Tensor> state() {
    return state;
  }

  @Override
  public String toString() {
    return NAME + " " + features();
  }
}
