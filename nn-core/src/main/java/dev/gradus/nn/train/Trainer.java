package dev.gradus.nn.train;

import dev.gradus.nn.data.BatchSource;
import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.data.Sampler;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.Objective;
import dev.gradus.nn.optim.Optimizer;
import dev.gradus.nn.optim.UpdateRule;
import dev.gradus.nn.random.RandomSource;
import dev.gradus.tensor.TensorOps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The training loop: for every step a mini-batch, its gradients, an update of the parameters and of
 * the layers' state; after every epoch a measurement of the data sets that were registered for it,
 * of which schedule and early stopping may hear. Each step is one {@link dev.gradus.tensor.Scope}.
 *
 * <pre>{@code
 * History history =
 *     Trainer.of(new Objective(ops, network, new SoftmaxCrossEntropy(ops)), new Sgd(0.1))
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
  private Optional<String> monitored = Optional.empty();
  private Sampler sampler;
  private long iterations = -1;
  private int ahead;
  private RandomSource random = RandomSource.ofSeed(1);
  private Optional<LongSupplier> nanoClock = Optional.empty();
  private Checkpointer checkpointer = state -> {};
  private long checkpointEvery = Long.MAX_VALUE;
  private Optional<TrainingState> resumed = Optional.empty();
  private Optional<EarlyStopping> earlyStopping = Optional.empty();
  private Optional<Duration> timeLimit = Optional.empty();
  private BooleanSupplier stopAsked = () -> false;
  private int accumulated = 1;

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
   * A trainer as above, whose optimizer has one rule for all parameters of the network.
   *
   * @param objective what to make small
   * @param rule how a parameter moves
   * @return a new trainer
   */
  public static Trainer of(Objective objective, UpdateRule rule) {
    return of(objective, Optimizer.of(objective.ops(), objective.network().parameters(), rule));
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
   * Names the data set whose loss a {@code ReduceOnPlateau} hears of, after every epoch.
   *
   * @param dataset one that is {@link #measuring measured}, and not the test set
   * @return this trainer
   */
  public Trainer monitoring(String dataset) {
    this.monitored = Optional.of(dataset);
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
    this.nanoClock = Optional.of(clock);
    return this;
  }

  /**
   * Saves the training after every so many steps, and at its end however it ended (unless by an
   * exception). What is saved at the end is the training as it stood: it can be resumed, with more
   * steps or another limit, as if it had never ended.
   *
   * @param to saves
   * @param everySteps at least 1
   * @return this trainer
   * @throws IllegalArgumentException if the number of steps is below 1
   */
  public Trainer checkpointing(Checkpointer to, long everySteps) {
    if (everySteps < 1) {
      throw new IllegalArgumentException(
          "checkpointing: expected at least 1 step between two, got " + everySteps);
    }
    this.checkpointer = to;
    this.checkpointEvery = everySteps;
    return this;
  }

  /**
   * Goes on where another training stood: its network, optimizer, history and early stopping. This
   * trainer must be made as that one was, for the same data and with the same seeds; then all bits
   * are those of a training that was never interrupted.
   *
   * @param state its state; copied when {@link #train} begins, and checked before anything changes
   * @return this trainer
   */
  public Trainer resuming(TrainingState state) {
    this.resumed = Optional.of(state);
    return this;
  }

  /**
   * Ends the training when it no longer gets better. However it ends, the network is left as it was
   * at its best.
   *
   * @param rule when
   * @return this trainer
   */
  public Trainer earlyStopping(EarlyStopping rule) {
    this.earlyStopping = Optional.of(rule);
    return this;
  }

  /**
   * Ends the training after the first step that ends so long after {@link #train} was called, by
   * the {@link #nanoClock}: measurements, listeners and checkpoints count too, what was before a
   * resume does not.
   *
   * @param limit above 0
   * @return this trainer
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public Trainer timeLimit(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("timeLimit: expected more than 0, got " + limit);
    }
    this.timeLimit = Optional.of(limit);
    return this;
  }

  /**
   * Lets somebody else end the training, such as a stop file or a signal: cleanly, with a last
   * checkpoint and measurement.
   *
   * @param asked looked at after each step, on the thread that trains
   * @return this trainer
   */
  public Trainer stopWhen(BooleanSupplier asked) {
    this.stopAsked = asked;
    return this;
  }

  /**
   * Makes each step of several batches of the sampler, as if they were one: for batches whose
   * intermediate results do not fit into memory. A step, and with it a learning rate, a count of
   * iterations and a checkpoint, is one update.
   *
   * <p>The gradient is the mean of those of the batches, each weighted by its number of samples: it
   * is that of the large batch, but for rounding, where the loss is a mean over samples. An epoch's
   * last step takes the batches that are left, so no step reaches into the next epoch. Where a
   * sample's result depends on its batch it is the small one's: batch normalisation normalises each
   * by its own mean and variance and moves its running statistics once for each; dropout draws
   * masks of its own for each.
   *
   * @param batches of one step, at least 1
   * @return this trainer
   * @throws IllegalArgumentException if the number is below 1
   */
  public Trainer accumulating(int batches) {
    if (batches < 1) {
      throw new IllegalArgumentException("accumulating: expected at least 1, got " + batches);
    }
    this.accumulated = batches;
    return this;
  }

  /**
   * Trains. The network's parameters and state are updated in place.
   *
   * @param data the training samples
   * @return what happened
   * @throws TrainingException if the loss or a parameter is no longer finite; the message names
   *     step, layer and parameter
   * @throws IllegalStateException if the schedule or early stopping must hear of measurements and
   *     hears of none, or if there is a time limit and no clock
   * @throws IllegalArgumentException if the state to be {@link #resuming resumed} does not fit; the
   *     message names what does not, and nothing was changed
   */
  public History train(Dataset data) {
    Sampler chosen =
        sampler == null ? Sampler.shuffled(data.size(), DEFAULT_BATCH, random) : sampler;
    try (BatchSource batches =
        ahead > 0
            ? BatchSource.prefetching(ops, data, chosen, ahead)
            : BatchSource.direct(ops, data, chosen)) {
      return train(batches);
    }
  }

  /**
   * Trains on batches that the caller makes and closes: {@link #sampler} and {@link #readingAhead}
   * say nothing about them.
   *
   * @param batches of the trainer's own operations
   * @return as {@link #train(Dataset)}
   * @throws TrainingException as there
   * @throws IllegalStateException as there
   * @throws IllegalArgumentException as there
   */
  public History train(BatchSource batches) {
    requireClock();
    Monitoring monitoring = new Monitoring(measured, monitored);
    monitoring.requireHeardBy(optimizer.schedule());
    Layer network = objective.network();
    Steps steps = new Steps(batches.stepsPerEpoch(), accumulated);
    long last = iterations < 0 ? steps.perEpoch() : iterations;
    LongSupplier clock = nanoClock.orElse(() -> 0);
    Limits limits = new Limits(stopAsked, clock, timeLimit);
    Listeners hearing = new Listeners(listeners, LOG);
    Optional<BestMoment> best =
        earlyStopping.map(rule -> new BestMoment(ops, network, rule, monitoring.datasetOf(rule)));
    Trained trained = new Trained(ops, network, optimizer, best);
    resumed.ifPresent(state -> resume(trained, state, last));
    LOG.debug("training to iteration {}, {} an epoch", last, steps.perEpoch());
    hearing.tell(listener -> listener.started(last));
    resumed.ifPresent(state -> hearing.tell(listener -> listener.resumed(state.iteration())));
    return new TrainingLoop(
            new TrainingStep(objective, optimizer, random, batches, steps),
            steps,
            trained,
            new Measuring(measured, new Evaluator(ops, network, objective.loss()), hearing),
            resumed.map(Progress::new).orElseGet(Progress::new),
            new TrainingLoop.Controls(
                last, monitored, limits::reached, checkpointer, checkpointEvery, clock))
        .run();
  }

  private static void resume(Trained trained, TrainingState state, long last) {
    if (state.iteration() > last) {
      throw new IllegalArgumentException(
          "resuming: expected a training of at most %d steps, got one of %d; train for more"
              .formatted(last, state.iteration()));
    }
    trained.load(state);
  }

  private void requireClock() {
    if (timeLimit.isPresent() && nanoClock.isEmpty()) {
      throw new IllegalStateException(
          "training: a time limit needs a clock; give it one by nanoClock(System::nanoTime)");
    }
  }
}
