package dev.gradus.nn.train;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Step after step, until there is a reason to end. What a resumed training must not know of,
 * because one that was never interrupted knows nothing of it, happens after the last checkpoint:
 * the measurement of an epoch cut short, and putting back the best moment. For one thread, once.
 */
final class TrainingLoop {
  private final TrainingStep step;
  private final Steps steps;
  private final Trained trained;
  private final Measuring measuring;
  private final Listeners listeners;
  private final Progress progress;
  private final Controls controls;

  /**
   * What steers the loop.
   *
   * @param iterations the number of the last step
   * @param monitored the data set that plateaus hear of
   * @param limits tells what else ends the training
   * @param checkpointer saves it
   * @param checkpointEvery after so many steps
   * @param nanoClock times the steps
   */
  record Controls(
      long iterations,
      Optional<String> monitored,
      Supplier<Optional<Ending>> limits,
      Checkpointer checkpointer,
      long checkpointEvery,
      LongSupplier nanoClock) {}

  TrainingLoop(
      TrainingStep step,
      Steps steps,
      Trained trained,
      Measuring measuring,
      Progress progress,
      Controls controls) {
    this.step = step;
    this.steps = steps;
    this.trained = trained;
    this.measuring = measuring;
    this.listeners = measuring.listeners();
    this.progress = progress;
    this.controls = controls;
  }

  History run() {
    long iteration = progress.iteration();
    Optional<Ending> ending = finished(iteration); // a training that is resumed may have been
    while (ending.isEmpty()) {
      iteration++;
      take(iteration);
      if (steps.endsEpoch(iteration)) {
        endEpoch(iteration);
      }
      ending = finished(iteration).or(controls.limits());
      if (ending.isPresent() || iteration % controls.checkpointEvery() == 0) {
        step.requireFiniteNetwork(iteration);
        controls.checkpointer().save(trained.state(progress));
      }
    }
    return end(iteration, ending.get());
  }

  private void take(long iteration) {
    long start = controls.nanoClock().getAsLong();
    TrainingStep.Taken taken = step.take(iteration);
    progress.stepped(taken, controls.nanoClock().getAsLong() - start);
    listeners.tell(listener -> listener.stepped(iteration, taken.loss()));
  }

  private void endEpoch(long iteration) {
    step.requireFiniteNetwork(iteration);
    List<Measurement> now = measuring.after(iteration);
    progress.measured(now);
    trained.epochEnded(now, controls.monitored());
  }

  private Optional<Ending> finished(long iteration) {
    if (iteration == controls.iterations()) {
      return Optional.of(Ending.COMPLETED);
    }
    return trained.best().filter(BestMoment::isPatienceOver).map(best -> Ending.EARLY_STOPPED);
  }

  private History end(long iteration, Ending ending) {
    if (!steps.endsEpoch(iteration)) {
      progress.measured(measuring.after(iteration));
    }
    trained.best().ifPresent(BestMoment::restore);
    Optional<Measurement> best =
        trained.best().flatMap(moment -> moment.among(progress.measurements()));
    History history = progress.history(ending, best);
    listeners.tell(listener -> listener.finished(history));
    return history;
  }
}
