package dev.gradus.mnist;

import dev.gradus.nn.data.Dataset;
import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import java.io.PrintStream;

/** Lets a training be watched: a bar with loss and rate on a terminal, and a line an epoch. */
final class TrainingProgress {
  private final PrintStream out;
  private final int stepsPerEpoch;
  private final int batch;

  TrainingProgress(PrintStream out, int stepsPerEpoch, int batch) {
    this.out = out;
    this.stepsPerEpoch = stepsPerEpoch;
    this.batch = batch;
  }

  /** Trains. */
  History watch(Trainer trainer, Dataset data) {
    if (!Terminal.isPresent()) {
      return trainer
          .listener(new EpochTable(stepsPerEpoch, batch, System::nanoTime, out::println))
          .train(data);
    }
    ProgressLine line = new ProgressLine(out, Terminal.columns());
    try (ProgressMeter meter = new ProgressMeter(line, batch)) {
      return trainer
          .listener(new EpochTable(stepsPerEpoch, batch, System::nanoTime, line::print))
          .listener(meter)
          .train(data);
    }
  }
}
