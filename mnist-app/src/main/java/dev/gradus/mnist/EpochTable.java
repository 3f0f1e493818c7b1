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
  private final String beside;
  private final LongSupplier nanoClock;
  private final Consumer<String> lines;
  private long iteration;
  private long counted;
  private long since;
  private long steppedAt;
  private double samplesPerSecond;
  private Measurement train;

  /** The heading beside is that of the images which are measured after the training images. */
  EpochTable(
      int stepsPerEpoch, int batch, String beside, LongSupplier nanoClock, Consumer<String> lines) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.batch = batch;
    this.beside = beside;
    this.nanoClock = nanoClock;
    this.lines = lines;
  }

  @Override
  public void started(long count) {
    lines.accept(
        Text.format(
            COLUMNS, "epoch", "iteration", "train loss", "train acc.", beside, "samples/s"));
    since = nanoClock.getAsLong();
  }

  @Override
  public void resumed(long at) {
    iteration = at;
    counted = at;
  }

  @Override
  public void stepped(long step, double loss) {
    iteration = step;
    steppedAt = nanoClock.getAsLong();
  }

  /** The rate since the last measurement. */
  private void takeRate() {
    long steps = iteration - counted;
    if (steps > 0) {
      samplesPerSecond = steps * (double) batch / ((steppedAt - since) * 1e-9);
      counted = iteration;
    }
  }

  @Override
  public void measured(Measurement measurement) {
    if (measurement.dataset().equals(TrainingPlan.TRAIN)) {
      train = measurement;
      return;
    }
    takeRate();
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
