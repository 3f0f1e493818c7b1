package dev.gradus.mnist;

import dev.gradus.nn.train.History;
import dev.gradus.nn.train.Trainer;
import java.io.PrintStream;

/** Lets a training be watched: a bar with loss and rate on a terminal, and a line an epoch. */
final class TrainingProgress {
  private final PrintStream out;
  private final TrainingPlan plan;

  TrainingProgress(PrintStream out, TrainingPlan plan) {
    this.out = out;
    this.plan = plan;
  }

  /** Trains. */
  History watch(Trainer trainer, PreparedImages images) {
    int batch = plan.course().imagesPerStep();
    int stepsPerEpoch = plan.course().stepsPerEpoch(images.train().size());
    String beside = images.validation().isPresent() ? "valid. acc." : "test acc.";
    if (!Terminal.isPresent()) {
      return trainer
          .listener(new EpochTable(stepsPerEpoch, batch, beside, System::nanoTime, out::println))
          .train(images.train());
    }
    ProgressLine line = new ProgressLine(out, Terminal.columns());
    try (ProgressMeter meter = new ProgressMeter(line, batch, System::nanoTime)) {
      return trainer
          .listener(new EpochTable(stepsPerEpoch, batch, beside, System::nanoTime, line::print))
          .listener(meter)
          .train(images.train());
    }
  }
}
