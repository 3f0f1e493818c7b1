package dev.gradus.nn.train;

import dev.gradus.nn.data.Batch;
import dev.gradus.nn.data.BatchSource;
import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.layer.Mode;
import dev.gradus.nn.layer.Parameter;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.Scope;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorOps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop: for every step a mini-batch, its gradients, an update; after every epoch a
 * measurement of the data sets that were registered for it. Each step is one {@link Scope}.
 *
 * <pre>{@code
 * History history =
 *     Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(ops, 0.1))
 *         .sampler(Sampler.random(train.size(), 100, random))
 *         .iterations(10_000)
 *         .measuring("test", test)
 *         .train(train);
 * }</pre>
 *
 * <p>For one thread; the same inputs give the same bits.
 */
public final class Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final int DEFAULT_BATCH = 100;

  private final TensorOps ops;
  private final Objective objective;
  private final Optimizer optimizer;
  private final Map<String, Dataset> measured = new LinkedHashMap<>();
  private final List<TrainingListener> listeners = new ArrayList<>();
  private Sampler sampler;
  private long iterations = -1;
  private int ahead;
  private RandomSource random = RandomSource.ofSeed(1);
  private LongSupplier nanoClock = () -> 0;

  private Trainer(Objective objective, Optimizer optimizer) {
    this.ops = objective.ops();
    this.objective = objective;
    this.optimizer = optimizer;
  }

  /**
   * A trainer for one epoch of shuffled batches of 100, to be told otherwise by the methods below.
   *
   * @param objective what to make small
   * @param optimizer how
   * @return a new trainer
   */
  public static Trainer of(Objective objective, Optimizer optimizer) {
    return new Trainer(objective, optimizer);
  }

  /**
   * Sets which samples make up each batch.
   *
   * @param chosen for data of the size that {@link #train} gets
   * @return this trainer
   */
  public Trainer sampler(Sampler chosen) {
    this.sampler = chosen;
    return this;
  }

  /**
   * Reads samples ahead of the training, on a thread of their own: for data that take time to read,
   * such as {@link dev.gradus.nn.data.AugmentedImages}. The bits stay the same.
   *
   * @param batches how many, or 0 to read each when its step begins
   * @return this trainer
   * @throws IllegalArgumentException if the number is below 0
   */
  public Trainer readingAhead(int batches) {
    if (batches < 0) {
      throw new IllegalArgumentException("readingAhead: expected at least 0, got " + batches);
    }
    this.ahead = batches;
    return this;
  }

  /**
   * Sets the number of steps.
   *
   * @param count at least 1
   * @return this trainer
   * @throws IllegalArgumentException if the count is below 1
   */
  public Trainer iterations(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("iterations: expected at least 1, got " + count);
    }
    this.iterations = count;
    return this;
  }

  /**
   * Sets the source of the randomness inside layers and of the default sampler.
   *
   * @param source the source
   * @return this trainer
   */
  public Trainer random(RandomSource source) {
    this.random = source;
    return this;
  }

  /**
   * Registers a data set to be measured after every epoch and after the last step.
   *
   * @param name appears in {@link Measurement#dataset}
   * @param data the samples; never trained on because of this
   * @return this trainer
   */
  public Trainer measuring(String name, Dataset data) {
    measured.put(name, data);
    return this;
  }

  /**
   * Adds a listener.
   *
   * @param listener hears of the progress
   * @return this trainer
   */
  public Trainer listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Sets the clock that times the steps. Without one, times are zero.
   *
   * @param clock nanoseconds from any origin, such as {@code System::nanoTime}
   * @return this trainer
   */
  public Trainer nanoClock(LongSupplier clock) {
    this.nanoClock = clock;
    return this;
  }

  /**
   * Trains. The network's parameters are updated in place.
   *
   * @param data the training samples
   * @return what happened
   * @throws TrainingException if the loss or a parameter is no longer finite; the message names the
   *     step and the parameter
   */
  public History train(Dataset data) {
    Sampler batches =
        sampler == null ? Sampler.shuffled(data.size(), DEFAULT_BATCH, random) : sampler;
    try (BatchSource source =
        ahead > 0
            ? BatchSource.prefetching(ops, data, batches, ahead)
            : BatchSource.direct(ops, data, batches)) {
      return train(source, data.size());
    }
  }

  private History train(BatchSource batches, int size) {
    long count = iterations < 0 ? batches.stepsPerEpoch() : iterations;
    Evaluator evaluator = new Evaluator(ops, objective.network(), objective.loss());
    double[] losses = new double[Math.toIntExact(count)];
    List<Measurement> measurements = new ArrayList<>();
    long nanos = 0;
    long samplesSeen = 0;
    LOG.debug("training for {} iterations on {} samples", count, size);
    listeners.forEach(listener -> listener.started(count));
    for (long iteration = 1; iteration <= count; iteration++) {
      long start = nanoClock.getAsLong();
      Step step = step(iteration, batches);
      double loss = step.loss();
      nanos += nanoClock.getAsLong() - start;
      samplesSeen += step.samples();
      losses[(int) iteration - 1] = loss;
      for (TrainingListener listener : listeners) {
        listener.stepped(iteration, loss);
      }
      if (iteration == count) {
        requireFiniteParameters(iteration);
      }
      if (iteration % batches.stepsPerEpoch() == 0 || iteration == count) {
        measure(iteration, evaluator, measurements);
      }
    }
    History history = new History(losses, measurements, Duration.ofNanos(nanos), samplesSeen);
    listeners.forEach(listener -> listener.finished(history));
    return history;
  }

  private record Step(double loss, int samples) {}

  private Step step(long iteration, BatchSource batches) {
    try (Scope scope = ops.scope()) {
      Batch batch = batches.batch(iteration - 1);
      Mode mode = Mode.training(random.at("step").at(iteration));
      Objective.Result result = objective.gradients(batch.inputs(), batch.targets(), mode);
      if (!Double.isFinite(result.loss())) {
        throw notFinite(iteration, result);
      }
      optimizer.step(result.gradients());
      return new Step(result.loss(), batch.inputs().shape().extent(0));
    }
  }

  private void measure(long iteration, Evaluator evaluator, List<Measurement> measurements) {
    measured.forEach(
        (name, data) -> {
          Evaluator.Evaluation evaluation = evaluator.evaluate(data);
          double accuracy = evaluation.confusion().accuracy();
          Measurement m = new Measurement(iteration, name, evaluation.loss(), accuracy);
          measurements.add(m);
          listeners.forEach(listener -> listener.measured(m));
        });
  }

  private TrainingException notFinite(long iteration, Objective.Result result) {
    String culprit =
        firstNotFinite("parameter", Parameter::value)
            .or(() -> firstNotFinite("the gradient of", p -> result.gradients().of(p)))
            .orElse("all parameters and gradients are finite, so look at the data and the loss");
    return new TrainingException(
        iteration,
        "training: the loss is %s at iteration %d; %s; a lower learning rate may help"
            .formatted(result.loss(), iteration, culprit));
  }

  private void requireFiniteParameters(long iteration) {
    firstNotFinite("parameter", Parameter::value)
        .ifPresent(
            culprit -> {
              throw new TrainingException(
                  iteration,
                  "training: after iteration %d, the last, %s; a lower learning rate may help"
                      .formatted(iteration, culprit));
            });
  }

  private interface TensorOf {
    Tensor get(Parameter parameter);
  }

  private Optional<String> firstNotFinite(String what, TensorOf tensorOf) {
    for (Map.Entry<String, Parameter> entry : objective.network().parameters().entrySet()) {
      double[] values = ops.doubles(tensorOf.get(entry.getValue()));
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          return Optional.of(
              "%s %s holds %s (element %d)".formatted(what, entry.getKey(), values[i], i));
        }
      }
    }
    return Optional.empty();
  }
}
