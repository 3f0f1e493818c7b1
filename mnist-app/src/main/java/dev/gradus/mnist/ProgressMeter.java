package dev.gradus.mnist;

import dev.gradus.nn.train.Measurement;
import dev.gradus.nn.train.TrainingListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on a terminal how far a training is, the loss, and the rate. */
final class ProgressMeter implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 100;

  /** How much of the shown loss the newest batch makes up; a single one jumps about. */
  private static final double NEWEST = 0.05;

  private final ProgressLine line;
  private final int batch;
  private ProgressBar bar;
  private double smoothedLoss;

  ProgressMeter(ProgressLine line, int batch) {
    this.line = line;
    this.batch = batch;
  }

  @Override
  public void started(long iterations) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setInitialMax(iterations * batch)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setUnit(" samples", 1)
            .showSpeed()
            .setConsumer(line)
            .build();
  }

  @Override
  public void stepped(long iteration, double loss) {
    smoothedLoss = iteration == 1 ? loss : smoothedLoss + NEWEST * (loss - smoothedLoss);
    bar.stepBy(batch);
    bar.setExtraMessage(Text.format(" loss %.4f", smoothedLoss));
  }

  @Override
  public void measured(Measurement measurement) {
    bar.refresh();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
