package dev.gradus.mnist;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on a terminal how many of many checks are done; elsewhere nothing. */
final class CheckMeter implements AutoCloseable {
  private final ProgressBar bar;

  CheckMeter(String name, PrintStream screen) {
    bar =
        Terminal.isPresent()
            ? new ProgressBarBuilder()
                .setTaskName(name)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setConsumer(new ProgressLine(screen, Terminal.columns()))
                .build()
            : null;
  }

  void show(int done, int total) {
    if (bar != null) {
      bar.maxHint(total);
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
