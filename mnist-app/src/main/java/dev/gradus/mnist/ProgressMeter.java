package dev.gradus.mnist;

import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.TrainingListener;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows on a terminal how far a training is, the loss, and the rate. */
final class ProgressMeter implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 100;

  /** How much of the shown loss the newest batch makes up; a single one jumps about. */
  private static final double NEWEST = 0.05;

  /** Over this time the rate is taken. */
  private static final long WINDOW_NANOS = 500_000_000;

  private static final int RATE_WIDTH = "9,999,999 samples/s".length();

  private final ProgressLine line;
  private final int batch;
  private final LongSupplier nanoClock;
  private ProgressBar bar;
  private double smoothedLoss = Double.NaN;
  private long windowStart;
  private long windowSteps;
  private String rate = format(Double.NaN);

  ProgressMeter(ProgressLine line, int batch, LongSupplier nanoClock) {
    this.line = line;
    this.batch = batch;
    this.nanoClock = nanoClock;
  }

  @Override
  public void started(long iterations) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(iterations)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setRenderer(new BarRenderer())
            .setConsumer(line)
            .build();
    restartWindow();
  }

  @Override
  public void resumed(long iteration) {
    bar.stepTo(iteration);
  }

  @Override
  public void stepped(long iteration, double loss) {
    smoothedLoss =
        Double.isNaN(smoothedLoss) ? loss : smoothedLoss + NEWEST * (loss - smoothedLoss);
    windowSteps++;
    long nanos = nanoClock.getAsLong() - windowStart;
    if (nanos > WINDOW_NANOS) {
      rate = format(windowSteps * batch / (nanos * 1e-9));
      restartWindow();
    }
    bar.step();
    bar.setExtraMessage(Text.format("loss %.4f %s", smoothedLoss, rate));
  }

  /** As wide for any rate, so that the bar keeps its length. */
  private static String format(double samplesPerSecond) {
    return Double.isNaN(samplesPerSecond)
        ? " ".repeat(RATE_WIDTH)
        : Text.format("%" + RATE_WIDTH + "s", Text.format("%,.0f samples/s", samplesPerSecond));
  }

  @Override
  public void measured(Measurement measurement) {
    restartWindow(); // the time of measuring is not that of steps
  }

  private void restartWindow() {
    windowStart = nanoClock.getAsLong();
    windowSteps = 0;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
