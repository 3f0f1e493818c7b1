package dev.gradus.mnist;

import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.TrainingListener;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells of each epoch in one line. */
final class EpochTable implements TrainingListener {
  private static final String COLUMNS = "%6s %10s %11s %11s %11s %13s";

  private final int stepsPerEpoch;
  private final int batch;
  private final LongSupplier nanoClock;
  private final Consumer<String> lines;
  private long iterations;
  private long iteration;
  private long counted;
  private long since;
  private double samplesPerSecond;
  private Measurement train;

  EpochTable(int stepsPerEpoch, int batch, LongSupplier nanoClock, Consumer<String> lines) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.batch = batch;
    this.nanoClock = nanoClock;
    this.lines = lines;
  }

  @Override
  public void started(long count) {
    iterations = count;
    lines.accept(
        Text.format(
            COLUMNS, "epoch", "iteration", "train loss", "train acc.", "test acc.", "samples/s"));
    since = nanoClock.getAsLong();
  }

  @Override
  public void stepped(long step, double loss) {
    iteration = step;
    if (step % stepsPerEpoch == 0 || step == iterations) {
      takeRate();
    }
  }

  /** The rate since the last measurement. */
  private void takeRate() {
    long steps = iteration - counted;
    if (steps > 0) {
      samplesPerSecond = steps * (double) batch / ((nanoClock.getAsLong() - since) * 1e-9);
      counted = iteration;
    }
  }

  @Override
  public void measured(Measurement measurement) {
    if (measurement.dataset().equals(TrainCommand.TRAIN)) {
      train = measurement;
      return;
    }
    lines.accept(
        Text.format(
            COLUMNS,
            epoch(),
            Text.format("%,d", iteration),
            Text.format("%.4f", train.loss()),
            Text.format("%.4f", train.accuracy()),
            Text.format("%.4f", measurement.accuracy()),
            Text.format("%,.0f", samplesPerSecond)));
    since = nanoClock.getAsLong();
  }

  private String epoch() {
    return iteration % stepsPerEpoch == 0
        ? Text.format("%,d", iteration / stepsPerEpoch)
        : Text.format("%,.1f", (double) iteration / stepsPerEpoch);
  }
}
